using System.Security.Cryptography;
using Cavra.Infrastructure.Persistence;
using Npgsql;

namespace Cavra.Testing;

/// <summary>
/// The one PostgreSQL of the run, started when a test first asks for a database: the one of <c>CAVRA_TEST_POSTGRES</c>, else a
/// container where an engine answers, else the embedded server.
/// </summary>
internal static class TestPostgres
{
    private static readonly Lazy<Task<TestServer>> Server = new(ChooseAsync);
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    // A template can be copied only while nobody is connected to it, another copy included.
    private static readonly SemaphoreSlim Copying = new(1);

    private static int _databases;

    /// <summary>A new database with the newest schema and nothing in it; dropped when disposed of.</summary>
    public static async Task<TestDatabase> CreateDatabaseAsync()
    {
        var (server, template) = (await Server.Value, await Template.Value);
        var name = $"{template}_{Interlocked.Increment(ref _databases)}";

        await Copying.WaitAsync();
        try
        {
            await server.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        }
        finally
        {
            Copying.Release();
        }

        return new TestDatabase(server, name);
    }

    /// <summary>Brings an empty database to the newest schema.</summary>
    public static async Task MigrateAsync(string connectionString)
    {
        // Without a pool, so that no connection to a template outlives its migration.
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await new Migrator(source).MigrateAsync(CancellationToken.None);
        await OneWorkspace.MakeViewsAsync(source);
    }

    /// <summary>Stops the server if the run started one, and leaves nothing behind in one that it did not.</summary>
    public static async Task StopAsync()
    {
        if (Template.IsValueCreated && Template.Value.IsCompletedSuccessfully)
        {
            var (server, template) = (await Server.Value, await Template.Value);
            await server.ExecuteAsync($"ALTER DATABASE {template} IS_TEMPLATE false");
            await server.ExecuteAsync($"DROP DATABASE {template}");
        }

        if (Server.IsValueCreated && Server.Value.IsCompletedSuccessfully)
        {
            await (await Server.Value).DisposeAsync();
        }
    }

    private static async Task<TestServer> ChooseAsync()
    {
        var server = TestServers.Given() ?? await TestServers.ContainerAsync() ?? await TestServers.EmbeddedAsync();
        await TestContext.Progress.WriteLineAsync($"PostgreSQL of this run: {server.Description}");
        return server;
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var server = await Server.Value;
        var name = $"cavra_test_{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        await server.ExecuteAsync($"CREATE DATABASE {name} IS_TEMPLATE true");

        await MigrateAsync(server.ConnectionTo(name));
        await server.ExecuteAsync($"ALTER DATABASE {name} ALLOW_CONNECTIONS false");
        return name;
    }
}
