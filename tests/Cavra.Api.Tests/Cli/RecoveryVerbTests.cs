using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>The verbs that bring connectors back, and how they end.</summary>
internal sealed class RecoveryVerbTests
{
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync(GivenFailures.ConnectorFile);

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task A_playbook_says_what_to_do_and_a_report_ends_with_1_while_a_recovery_is_late()
    {
        await _app.FailAsync();
        var playbook = await RunAsync("recovery", "playbook", "--min-failures", "1");
        Assert.That(playbook.Ends(0).Output, Does.Match(@"^Playbook gordackrecovery-[0-9a-f]{32} \(critical\): 1 connector, 1 open").And.Contain("ask_receiver"));
        (await RunAsync("recovery", "report")).Ends(0);
        _app.Clock.Advance(TimeSpan.FromMinutes(61));

        var late = (await RunAsync("recovery", "report", "--slo-minutes", "60", "--json")).Ends(1).Json;
        var id = late.Text("report.recovery_rows.0.playbook_id");
        (await RunAsync("recovery", "close", id, "--provider", "siem", "--state", "resolved", "--verified-by", "CHG-1")).Ends(4);
        var closed = (await RunAsync("recovery", "close", id, "--provider", "siem", "--state", "mitigated", "--notes", "The standby takes over.")).Ends(0);

        Assert.That(closed.Output, Does.StartWith("mitigated for siem by "));
        (await RunAsync("recovery", "report", "--slo-minutes", "60")).Ends(0);
    }

    private Task<CliRun> RunAsync(params string[] arguments) => CliRun.WithAsync(
        new Dictionary<string, string> { ["CAVRA_SERVER"] = $"{_app.Address}", ["CAVRA_KEY"] = _app.AdminKey }, arguments);
}
