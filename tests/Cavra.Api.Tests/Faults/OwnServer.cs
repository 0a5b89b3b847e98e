using Cavra.Api.Tests.EmbeddedPostgres;
using Cavra.Api.Tests.Support;
using Cavra.Infrastructure.EmbeddedPostgres;

namespace Cavra.Api.Tests.Faults;

/// <summary>A PostgreSQL server of one test, which may take it away and bring it back.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private const string Database = "faults";

    private readonly DataDirectory _data = new();
    private EmbeddedServer? _running;

    /// <summary>Starts it, and makes a database with the newest schema on it.</summary>
    public async Task<TestDatabase> StartAsync()
    {
        _running = await _data.StartAsync();
        var server = new TestServer("own", _running.ConnectionString, () => ValueTask.CompletedTask);
        await server.ExecuteAsync($"CREATE DATABASE {Database}");
        await TestPostgres.Migrate(server.ConnectionTo(Database) + ";Pooling=false");
        return new TestDatabase(server, Database);
    }

    public async Task GoAwayAsync()
    {
        await _running!.DisposeAsync();
        _running = null;
    }

    public async Task ComeBackAsync() => _running = await _data.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
        {
            await _running.DisposeAsync();
        }

        await _data.DisposeAsync();
    }
}
