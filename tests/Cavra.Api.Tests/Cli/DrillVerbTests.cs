using System.Xml.Linq;
using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>Drills and their schedules, on the command line.</summary>
internal sealed class DrillVerbTests
{
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;
    private string _directory = "";

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync(GivenFailures.ConnectorFile);

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace()
    {
        _app = await _cavra.NewWorkspaceAsync();
        _directory = Directory.CreateTempSubdirectory("cavra-drill-").FullName;
    }

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

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

    [Test]
    public async Task A_step_that_runs_again_is_recorded_once_and_ends_alike_and_another_drill_of_the_same_id_is_refused()
    {
        var first = (await RecordAsync("nightly-4711", "pass", "--fallback-verified")).Ends(0);
        var again = (await RecordAsync("nightly-4711", "pass", "--fallback-verified")).Ends(0);
        var another = (await RecordAsync("nightly-4711", "fail", "--fallback-verified")).Ends(4);
        var named = (await RecordAsync("nightly-4712", "pass", "--idempotency-key", "run-4712")).Ends(0);
        var reused = (await RecordAsync("nightly-4713", "pass", "--idempotency-key", "run-4712")).Ends(4);

        Assert.Multiple(() =>
        {
            Assert.That(again.Output, Is.EqualTo(first.Output));
            Assert.That(another.Error, Does.Contain("drill.already_recorded"));
            Assert.That(named.Output, Does.StartWith("nightly-4712"));
            Assert.That(reused.Error, Does.Contain("idempotency"));
        });
        Assert.That((await _app.RunAsync("drills", "list")).Ends(0).Output.Trim().Split('\n'), Has.Length.EqualTo(2));
        Assert.That((await RecordAsync("nightly-4714", "pass", "--idempotency-key", "two words")).Ends(2).Error, Does.Contain("--idempotency-key"));
    }

    [Test]
    public async Task A_drill_is_recorded_from_a_file_and_an_option_goes_before_it()
    {
        var file = Path.Combine(_directory, "drill.json");
        await File.WriteAllTextAsync(file, System.Text.Json.JsonSerializer.Serialize(GivenDrills.ADrill("d-1", "2026-11-01T08:00:00Z")));

        var run = (await _app.RunAsync("drills", "record", "--file", file)).Ends(0);
        var other = (await _app.RunAsync("drills", "record", "d-2", "--file", file, "--recovery-minutes", "16", "--json")).Ends(0).Json;

        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Does.StartWith("d-1 is recorded by administrator: passed."));
            Assert.That((other.Text("drill.drill_id"), other.Number("drill.recovery_minutes"), other.Text("drill.environment")), Is.EqualTo(("d-2", 16, "production")));
        });
        await File.WriteAllTextAsync(file, """{"environment":"production","status":"pass"}""");
        Assert.That((await _app.RunAsync("drills", "record", "d-3", "--file", file)).Ends(2).Error.Trim(), Is.EqualTo(
            "Missing: --executed-at, --target-mode, --recovery-minutes, --max-recovery-minutes. Give each as an option, or as a member of --file."));
        await File.WriteAllTextAsync(file, "[]");
        Assert.That((await _app.RunAsync("drills", "record", "d-3", "--file", file)).Ends(2).Error, Does.Contain("cannot be read"));
    }

    [Test]
    public async Task A_pipeline_can_be_failed_by_a_drill_that_has_not_passed_and_its_report_says_what_its_checks_found()
    {
        var report = Path.Combine(_directory, "drill.xml");

        (await RecordAsync("d-1", "pass", "--fallback-verified", "--fail", "--junit", report)).Ends(0);
        var passed = XDocument.Load(report).Descendants("testcase").Single();
        (await RecordAsync("d-2", "fail", "--junit", report)).Ends(0);
        (await RecordAsync("d-2", "fail", "--fail", "--junit", report)).Ends(1);
        var failed = XDocument.Load(report).Descendants("testcase").Single();

        Assert.Multiple(() =>
        {
            Assert.That((passed.Attribute("classname")!.Value, passed.Attribute("name")!.Value), Is.EqualTo(("cavra.drills.production", "d-1")));
            Assert.That(passed.Elements(), Is.Empty);
            Assert.That(failed.Attribute("name")!.Value, Is.EqualTo("d-2"));
            Assert.That(failed.Element("failure")!.Value, Does.Contain(": warn. "));
        });
    }

    private Task<CliRun> RecordAsync(string id, string status, params string[] more) => _app.RunAsync(
    [
        "drills", "record", id, "--executed-at", "2026-11-01T08:00:00Z", "--target-mode", "disabled", "--status", status,
        "--recovery-minutes", "6.5", "--max-recovery-minutes", "15",
        .. more.Contains("--environment") ? [] : (string[])["--environment", "production"], .. more,
    ]);
}
