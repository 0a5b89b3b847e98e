using Cavra.Processes.Tests.RealPrograms;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>The route for alerts as Alertmanager itself reads it.</summary>
[TestFixtureSource(typeof(Installed), nameof(Installed.Amtool))]
internal sealed class AlertRouteTests(string amtool)
{
    private static readonly string Folder = Snapshot.PathOf("deploy/observability");

    [Test]
    public async Task Alertmanager_takes_the_route()
    {
        var check = await Tool.RunAsync(amtool, Folder, "check-config", "alertmanager.yaml");

        Assert.That(check.ExitCode, Is.Zero, check.Printed);
    }

    [TestCase("critical", ExpectedResult = "on-call")]
    [TestCase("warning", ExpectedResult = "team")]
    public async Task<string> An_alert_goes_where_its_severity_says(string severity) =>
        (await Tool.RunAsync(
            amtool, Folder, "config", "routes", "test", "--config.file=alertmanager.yaml", "alertname=CavraDown", $"severity={severity}"))
        .Output.Trim();
}
