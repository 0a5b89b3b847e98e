using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>Drills and their schedules, on the command line.</summary>
internal sealed class DrillVerbTests
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
    public async Task A_drill_is_recorded_with_all_it_has_and_listed()
    {
        var run = (await RecordAsync("d-1", "pass", "--fallback-verified", "--runbook-ref", "runbook://a", "--evidence-ref", "ci://1", "ci://2")).Ends(0);
        var failed = (await RecordAsync("d-2", "fail")).Ends(0);
        var again = (await RecordAsync("d-1", "pass")).Ends(4);

        var passed = (await _app.RunAsync("drills", "list", "--passed")).Ends(0);
        var json = (await _app.RunAsync("drills", "list", "--passed", "--environment", "production", "--json")).Ends(0).Json;
        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Does.StartWith("d-1 is recorded by administrator: passed."));
            Assert.That(failed.Output, Does.StartWith("d-2 is recorded by administrator: not passed.").And.Contain("\twarn\t"));
            Assert.That(again.Error, Does.Contain("drill.already_recorded"));
            Assert.That(passed.Output.Trim(), Is.EqualTo("d-1\tproduction\t2026-11-01 08:00:00Z\tyes\t6.5\t15\tadministrator"));
            Assert.That((json.Text("items.0.target_mode"), json.Text("items.0.runbook_ref")), Is.EqualTo(("disabled", "runbook://a")));
            Assert.That((json.Flag("items.0.fallback_verified"), json.Text("items.0.evidence_refs.1")), Is.EqualTo((true, "ci://2")));
        });
        Assert.That((await _app.RunAsync("drills", "record", "d-3")).Ends(2).Error, Does.Contain("--environment").And.Contain("--recovery-minutes"));
    }

    [Test]
    public async Task Schedules_are_listed_and_one_says_check_by_check_how_it_stands()
    {
        await _app.GivenAScheduleAsync("overdue");
        await _app.GivenAScheduleAsync("fresh", GivenDrills.AScheduleBody("2027-01-15T09:00:00Z", "staging"));
        (await RecordAsync("d-1", "pass", "--fallback-verified", "--environment", "staging")).Ends(0);

        var list = (await _app.RunAsync("drills", "schedules")).Ends(0).Output;
        var overdue = (await _app.RunAsync("drills", "schedule", "overdue")).Ends(1).Output;
        var fresh = (await _app.RunAsync("drills", "schedule", "fresh", "--json"));

        Assert.Multiple(() =>
        {
            Assert.That(list, Does.Contain("overdue\tproduction\tactive\t30\t2026-01-15 09:00:00Z\trelease-governance, platform-oncall"));
            Assert.That(overdue, Does.StartWith("overdue: needs_attention, ").And.Contain("Next due 2026-01-15 09:00:00Z, in -").And.Contain("\twarn\t"));
            Assert.That(fresh.ExitCode, Is.EqualTo(fresh.Json.Text("alert_level") == "healthy" ? 0 : 1));
        });
        Assert.That((await _app.RunAsync("drills", "schedule", "nowhere")).Ends(4).Error, Does.Contain("drill_schedule.not_found"));
    }

    private Task<CliRun> RecordAsync(string id, string status, params string[] more) => _app.RunAsync(
    [
        "drills", "record", id, "--executed-at", "2026-11-01T08:00:00Z", "--target-mode", "disabled", "--status", status,
        "--recovery-minutes", "6.5", "--max-recovery-minutes", "15",
        .. more.Contains("--environment") ? [] : (string[])["--environment", "production"], .. more,
    ]);
}
