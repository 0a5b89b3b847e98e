using Cavra.Infrastructure.EmbeddedPostgres;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Faults;

/// <summary>A PostgreSQL server of one test, which may take it away and bring it back.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private const string Database = "faults";

    private DataDirectory? _data;
    private EmbeddedServer? _running;
    private TestDatabase? _database;

    /// <summary>Starts it, and makes a database with the newest schema on it.</summary>
    public async Task<TestDatabase> StartAsync()
    {
        _data = await DataDirectory.WithDatabaseAsync();
        _running = await _data.StartAsync();
        var server = new TestServer("own", _running.ConnectionString, () => ValueTask.CompletedTask);
        await server.ExecuteAsync($"CREATE DATABASE {Database}");
        await TestPostgres.MigrateAsync(server.ConnectionTo(Database));
        return _database = new TestDatabase(server, Database);
    }

    public async Task GoAwayAsync()
    {
        await _running!.DisposeAsync();
        _running = null;
    }

    public async Task ComeBackAsync()
    {
        _running = await _data!.StartAsync();
        // The test's own connections went with the server.
        _database!.Source.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
        {
            await _running.DisposeAsync();
        }

        if (_data is not null)
        {
            await _data.DisposeAsync();
        }
    }
}
