using System.Globalization;
using Cavra.Domain.Abstractions;

namespace Cavra.Infrastructure.EmbeddedPostgres;

/// <summary>Starts the server of a cluster, as often as it takes, and stops it at the end. Only for the owner of the lock.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly PostgresBinaries _binaries;
    private readonly ServerUser _user;
    private readonly ClusterHome _home;
    private readonly EmbeddedPostgresOptions _options;
    private readonly StopGuard _guard;

    private ServerProcess(
        PostgresBinaries binaries, ServerUser user, ClusterHome home, EmbeddedPostgresOptions options, string socketDirectory)
    {
        (_binaries, _user, _home, _options, SocketDirectory) = (binaries, user, home, options, socketDirectory);
        _guard = StopGuard.Start(user, home.Cluster);
    }

    public string SocketDirectory { get; }

    /// <summary>Starts the server for the first time, after ending one that an earlier Cavra left behind.</summary>
    public static async Task<Result<ServerProcess>> StartAsync(
        PostgresBinaries binaries,
        ServerUser user,
        ClusterHome home,
        EmbeddedPostgresOptions options,
        CancellationToken cancellationToken)
    {
        if (Postmaster.Recorded(home.Cluster) is { } left)
        {
            await left.PutAwayAsync(binaries, user, cancellationToken);
        }

        var sockets = await SocketPlace.ChooseAsync(home.Cluster, user, cancellationToken);
        var server = new ServerProcess(binaries, user, home, options, sockets);
        Result? started = null;
        try
        {
            started = await server.StartAsync(cancellationToken);
        }
        finally
        {
            if (started is not { Refusal: null })
            {
                await server.DisposeAsync();
            }
        }

        return started.Refusal is { } refusal ? refusal : server;
    }

    /// <summary>Starts the server and waits until it answers, whatever it has to recover first.</summary>
    public async Task<Result> StartAsync(CancellationToken cancellationToken)
    {
        string complaint;
        do
        {
            var before = File.Exists(_home.ServerLog) ? new FileInfo(_home.ServerLog).Length : 0;
            var start = await StartOnceAsync(cancellationToken);
            if (start.Succeeded && Postmaster.Recorded(_home.Cluster) is { } postmaster)
            {
                await _guard.WatchAsync(postmaster.ProcessId);
                return Result.Done;
            }

            complaint = start.Output + await LogSinceAsync(before, cancellationToken);
        }
        while (StartupError.IsStillEnding(complaint));

        return StartupError.Of(complaint) ?? EmbeddedPostgresRefusals.NotStarted;
    }

    /// <summary>Whether the server's process is there.</summary>
    public async Task<bool> RunsAsync(CancellationToken cancellationToken) =>
        Postmaster.Recorded(_home.Cluster) is { } postmaster && await postmaster.RunsAsync(_user, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _guard.DisposeAsync();

        // A start that was cancelled or took too long has a server that the guard was never told of.
        if (Postmaster.Recorded(_home.Cluster) is { } left)
        {
            await left.PutAwayAsync(_binaries, _user, CancellationToken.None);
        }

        SocketPlace.Remove(SocketDirectory, _home.Cluster);
    }

    private async Task<ProgramAnswer> StartOnceAsync(CancellationToken cancellationToken)
    {
        // pg_ctl gives the server a session of its own, so that Ctrl+C in the terminal is Cavra's alone to answer.
        var seconds = ((int)_options.StartTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var settings = ServerSettings.Of(_options, SocketDirectory);
        return await _user.RunAsync(
            _binaries.PgCtl,
            ["start", "-s", "-w", "-t", seconds, "-l", ClusterHome.ServerLogName, "-o", settings],
            cancellationToken,
            _home.Cluster);
    }

    private async Task<string> LogSinceAsync(long start, CancellationToken cancellationToken)
    {
        if (!File.Exists(_home.ServerLog))
        {
            return "";
        }

        await using var log = new FileStream(_home.ServerLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Seek(start, SeekOrigin.Begin);
        using var reader = new StreamReader(log);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
