using Cavra.Processes.Tests.Deployment;
using Cavra.Testing;

namespace Cavra.Processes.Tests;

/// <summary>Ends what the whole run shared.</summary>
[SetUpFixture]
public sealed class TestRun
{
    [OneTimeTearDown]
    public async Task StopPostgres() => await TestPostgres.StopAsync();

    [OneTimeTearDown]
    public async Task RemoveRelease() => await Release.RemoveAsync();

    [OneTimeTearDown]
    public async Task RemoveCluster() => await InitialisedCluster.RemoveAsync();
}
