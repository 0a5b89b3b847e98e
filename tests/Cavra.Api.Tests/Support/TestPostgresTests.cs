
using Cavra.Testing;
using Npgsql;

namespace Cavra.Api.Tests.Support;

public sealed class TestPostgresTests
{
    [Test]
    public async Task Databases_made_at_once_are_separate_and_gone_afterwards()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TestPostgres.CreateDatabaseAsync()));

        foreach (var database in databases)
        {
            await database.ExecuteAsync("CREATE TABLE mine ()");
        }

        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }

        await using var another = await TestPostgres.CreateDatabaseAsync();
        var left = await another.ColumnAsync("SELECT datname FROM pg_database");
        Assert.That(databases.Select(database => new NpgsqlConnectionStringBuilder(database.ConnectionString).Database), Has.None.Matches<string>(left.Contains));
    }

    [Test]
    public async Task There_are_connections_for_many_fixtures()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();

        var allowed = await database.ScalarAsync<int>("SELECT current_setting('max_connections')::int");

        Assert.That(allowed, Is.GreaterThanOrEqualTo(200));
    }
}
