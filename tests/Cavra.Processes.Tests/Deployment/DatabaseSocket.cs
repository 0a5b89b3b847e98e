using System.Net;
using System.Net.Sockets;
using Cavra.Testing;
using Npgsql;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>
/// A database of the run, reached from a container by a socket in a directory that is mounted there: the server itself may let in nobody but the
/// user that the tests run as.
/// </summary>
internal sealed class DatabaseSocket : IAsyncDisposable
{
    private const string Inside = "/run/postgresql";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cavra-socket-");
    private readonly CancellationTokenSource _stopping = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly NpgsqlConnectionStringBuilder _database;
    private readonly Task _listening;

    public DatabaseSocket(TestDatabase database)
    {
        _database = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var file = Path.Combine(_directory.FullName, ".s.PGSQL.5432");
        _listener.Bind(new UnixDomainSocketEndPoint(file));
        _listener.Listen();
        // The container's user is another one.
        File.SetUnixFileMode(file, (UnixFileMode)0b110_110_110);
        _directory.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        _listening = ListenAsync();
    }

    /// <summary>How a container is given it.</summary>
    public string[] Options =>
    [
        "--volume", $"{_directory.FullName}:{Inside}",
        "--env", $"CAVRA_DATABASE={new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Host = Inside, Port = 5432, GssEncryptionMode = GssEncryptionMode.Disable }}",
    ];

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _listening;
        _listener.Dispose();
        _stopping.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task ListenAsync()
    {
        var relays = new List<Task>();
        try
        {
            while (true)
            {
                relays.Add(RelayAsync(await _listener.AcceptAsync(_stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(relays);
        }
    }

    private async Task RelayAsync(Socket from)
    {
        try
        {
            await using var near = new NetworkStream(from, ownsSocket: true);
            await using var far = new NetworkStream(await ConnectAsync(), ownsSocket: true);
            // When one side has ended, so has the conversation.
            await Task.WhenAny(near.CopyToAsync(far, _stopping.Token), far.CopyToAsync(near, _stopping.Token));
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or SocketException)
        {
            // Whoever spoke is gone, which the other side notices.
        }
    }

    private async Task<Socket> ConnectAsync()
    {
        var (socket, server) = Path.IsPathRooted(_database.Host)
            ? (new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified),
                (EndPoint)new UnixDomainSocketEndPoint($"{_database.Host}/.s.PGSQL.{_database.Port}"))
            : (new Socket(SocketType.Stream, ProtocolType.Tcp), new DnsEndPoint(_database.Host!, _database.Port));
        await socket.ConnectAsync(server).OrHangAsync();
        return socket;
    }
}
