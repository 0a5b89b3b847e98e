using Cavra.Api.Tests.Support;
using Cavra.Infrastructure.Persistence;
using Npgsql;

namespace Cavra.Api.Tests;

/// <summary>Ends what the whole run shared.</summary>
[SetUpFixture]
public sealed class TestRun
{
    [OneTimeSetUp]
    public void MigrateTemplate() => TestPostgres.Migrate = async connectionString =>
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await new Migrator(source).MigrateAsync(CancellationToken.None);
        await OneWorkspace.MakeViewsAsync(source);
    };

    [OneTimeTearDown]
    public async Task StopPostgres() => await TestPostgres.StopAsync();
}
