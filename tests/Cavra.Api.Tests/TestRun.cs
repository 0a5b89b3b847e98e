using Cavra.Testing;

namespace Cavra.Api.Tests;

/// <summary>Ends what the whole run shared.</summary>
[SetUpFixture]
public sealed class TestRun
{
    [OneTimeTearDown]
    public async Task StopPostgres() => await TestPostgres.StopAsync();
}
