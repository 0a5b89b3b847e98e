using Cavra.Infrastructure.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cavra.Benchmarks.Serving;

/// <summary>A directory and a durable PostgreSQL that nobody else uses; gone when the benchmark is over.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly string _directory;
    private readonly EmbeddedServer _postgres;

    private Stage(string directory, EmbeddedServer postgres) => (_directory, _postgres) = (directory, postgres);

    public static async Task<Stage> SetAsync()
    {
        // Left to the launcher to make: a directory that only root can enter would send the database elsewhere.
        var directory = Path.Combine(Path.GetTempPath(), "cavra-benchmark-" + Path.GetRandomFileName());
        var started = await EmbeddedServer.StartAsync(
            directory, new EmbeddedPostgresOptions { Durable = true }, NullLogger.Instance, CancellationToken.None);
        return started.Refusal is { } refusal
            ? throw new InvalidOperationException(refusal.Message)
            : new Stage(directory, started.Value);
    }

    /// <summary>A Cavra on a new database of this PostgreSQL.</summary>
    public async Task<CavraServer> OpenAsync(string database)
    {
        await using (await CreateAsync(database))
        {
        }

        return await ReopenAsync(database);
    }

    /// <summary>A Cavra on a database that is there, with settings of its own.</summary>
    public Task<CavraServer> ReopenAsync(string database, params (string Name, string Value)[] settings) =>
        CavraServer.StartAsync(Path.Combine(_directory, database), ConnectionTo(database), settings);

    /// <summary>A new database of this PostgreSQL, with nothing in it.</summary>
    public async Task<NpgsqlDataSource> CreateAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(_postgres.ConnectionString);
        await using var create = source.CreateCommand($"CREATE DATABASE {database}");
        await create.ExecuteNonQueryAsync();
        return NpgsqlDataSource.Create(ConnectionTo(database));
    }

    private string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Database = database }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
