using Cavra.Domain.Abstractions;
using Cavra.Infrastructure.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cavra.Testing;

/// <summary>A data directory for one test, with everything that Cavra put elsewhere for it.</summary>
internal sealed class DataDirectory : IAsyncDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("cavra-db-");

    public DataDirectory()
    {
        // As /tmp is to others: the directory of the test itself is not what is in the way.
        _root.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        Options = new EmbeddedPostgresOptions { Durable = false, ReachablePlace = Path.Combine(_root.FullName, "reachable") };
    }

    /// <summary>One that a start finds a whole database in, with Cavra's tables.</summary>
    public static async Task<DataDirectory> WithDatabaseAsync()
    {
        var data = new DataDirectory();
        await InitialisedCluster.CopyToAsync(data.FullName);
        return data;
    }

    public EmbeddedPostgresOptions Options { get; set; }

    /// <summary>Where Cavra is told to keep its data; not there yet.</summary>
    public string FullName => Path.Combine(_root.FullName, Name);

    public string Name { get; init; } = "data";

    public string Cluster => Path.Combine(FullName, "postgres");

    public string Root => _root.FullName;

    public Task<Result<EmbeddedServer>> TryStartAsync() =>
        EmbeddedServer.StartAsync(FullName, Options, NullLogger.Instance, CancellationToken.None);

    public async Task<EmbeddedServer> StartAsync()
    {
        var server = await TryStartAsync();
        Assert.That(server.Refusal, Is.Null);
        return server.Value;
    }

    public async Task<string?> RefusalAsync()
    {
        var server = await TryStartAsync();
        if (server.Refusal is null)
        {
            await server.Value.DisposeAsync();
        }

        return server.Refusal?.Code;
    }

    /// <summary>The server that the cluster's own file names.</summary>
    public Postmaster Server() => Postmaster.Recorded(Cluster)!;

    public static async Task<T> ScalarAsync<T>(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static async Task<bool> RunsAsync(Postmaster server) =>
        await server.RunsAsync((await ServerUser.FindAsync(CancellationToken.None))!, CancellationToken.None);

    /// <summary>Returns when the server has ended.</summary>
    public static Task EndsAsync(Postmaster server) =>
        Eventually.HoldsAsync($"server {server.ProcessId} has ended", async () => !await RunsAsync(server));

    /// <summary>Removes everything, once the server of a process that was killed has gone too.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Cluster) && Postmaster.Recorded(Cluster) is { } server)
        {
            await EndsAsync(server);
        }

        _root.Delete(recursive: true);
    }
}
