using Cavra.Testing;
using static Cavra.Testing.GivenDrills;

namespace Cavra.Api.Tests.Drills;

public sealed class RecordDrillTests
{
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [TestCase("01f561ac4ab15d6a23a57976bba4dbcc423b9cbb")]
    [TestCase("drill-01f561ac4ab15d6a23a57976bba4dbcc423b9cbb")]
    [TestCase("cce40503048a4ffc8ff857c37d1d031a")]
    [TestCase("cce40503-048a-4ffc-8ff8-57c37d1d031a")]
    [TestCase("run-19283746501-2")]
    [TestCase("agent@sha256:6105d6cc76af400325e94d588ce511be5bfdbb73b437dc51eca43917d7a43e3d")]
    [TestCase("refs/tags/v2.14.0-rc.1")]
    public async Task A_drill_may_be_named_by_a_commit_a_digest_or_a_run(string id)
    {
        var recorded = (await _app.Admin.PostJsonAsync(GivenDrills.DrillPath, GivenDrills.ADrill(id, "2026-11-01T08:00:00Z"))).Ok();

        Assert.That(recorded.Text("drill.drill_id"), Is.EqualTo(id));
    }

    [Test]
    public async Task A_passing_drill_moves_the_due_date_and_a_failing_one_says_that_it_did_not()
    {
        await _app.GivenAScheduleAsync("nightly");
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        var passing = (await _app.Admin.PostJsonAsync(DrillPath, ADrill("d-1", "2026-11-01T08:00:00Z"))).Ok();
        (await _app.Admin.PostJsonAsync(DrillPath, ADrill("d-2", "2026-11-02T08:00:00Z", "fail"))).Ok();

        var report = (await _app.Admin.GetJsonAsync($"{Report}?schedule_id=nightly")).Ok();
        var checks = report.At("checks").AsArray().ToDictionary(check => check!.Text("id"), check => check!.Text("status"));
        Assert.Multiple(() =>
        {
            Assert.That(passing.Flag("drill.passed"), Is.True);
            Assert.That(passing.Text("metadata.drill_id"), Is.EqualTo("d-1"));
            Assert.That(report.Text("schedule.next_due_at"), Is.EqualTo("2026-12-01T08:00:00Z"));
            Assert.That(report.Flag("schedule.stale"), Is.False);
            Assert.That(checks["latest_drill"], Is.EqualTo("warn"));
            Assert.That(checks["drill_not_overdue"], Is.EqualTo("pass"));
        });
        Assert.That(
            await _app.Database.ColumnAsync("select drill_id || ' ' || passed from drills order by drill_id"),
            Is.EqualTo(new[] { "d-1 true", "d-2 false" }));
        Assert.That(
            (await _app.Database.EvidenceLinesAsync()).Count(line => line == "record drill: done"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_drill_is_recorded_once_and_only_after_it_was_executed()
    {
        (await _app.Admin.PostJsonAsync(DrillPath, ADrill("d-1", "2026-11-01T08:00:00Z"))).Ok();

        (await _app.Admin.PostJsonAsync(DrillPath, ADrill("d-1", "2026-11-01T09:00:00Z"))).Problem(409, "drill.already_recorded");
        (await _app.Admin.PostJsonAsync(DrillPath, ADrill("d-2", "2026-11-02T09:06:00Z"))).Problem(422, "drill.not_yet_executed");

        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from drills"), Is.EqualTo(1));
        Assert.That(await _app.Database.EvidenceLinesAsync(), Does.Contain("record drill: refused:drill.already_recorded"));
    }

    [TestCase("")]
    [TestCase("\"environment\":null,")]
    [TestCase("\"environment\":\"\",")]
    public async Task A_drill_without_an_environment_is_nobodys_and_moves_no_date(string environment)
    {
        await _app.GivenAScheduleAsync("nightly");
        var before = (await _app.Admin.GetJsonAsync($"{Report}?schedule_id=nightly")).Ok().Text("schedule.next_due_at");

        var body = "{" + environment + """
            "drill_id":"d-1","executed_at":"2026-11-01T08:00:00Z","target_mode":"disabled","status":"pass","fallback_verified":true,
            "recovery_minutes":12,"max_recovery_minutes":30}
            """;
        (await _app.Admin.PostJsonAsync(DrillPath, body)).InvalidAt("/environment");

        Assert.That((await _app.Admin.GetJsonAsync($"{Report}?schedule_id=nightly")).Ok().Text("schedule.next_due_at"), Is.EqualTo(before));
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from drills"), Is.Zero);
    }

    [Test]
    public async Task A_malformed_drill_names_the_member()
    {
        (await _app.Admin.PostJsonAsync(DrillPath, new { environment = "production", drill_id = "d-1" })).InvalidAt("/executed_at");
        (await _app.Admin.PostJsonAsync(DrillPath, ADrill("d 1", "2026-11-01T08:00:00Z"))).InvalidAt("/drill_id");
        (await _app.Admin.PostJsonAsync(DrillPath, ADrill("d-1", "yesterday"))).InvalidAt("/executed_at");

        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from drills"), Is.Zero);
    }

    [Test]
    public async Task Drills_are_listed_newest_first_by_environment_and_page_by_page()
    {
        foreach (var (id, environment) in new[] { ("d-1", "staging"), ("d-2", "production"), ("d-3", "staging") })
        {
            _app.Clock.Advance(TimeSpan.FromSeconds(1));
            (await _app.Admin.PostJsonAsync(DrillPath, ADrill(id, "2026-11-01T08:00:00Z", environment: environment))).Ok();
        }

        var first = (await _app.Admin.GetJsonAsync($"{DrillPath}?limit=2")).Ok();
        var rest = (await _app.Admin.GetJsonAsync($"{DrillPath}?limit=2&cursor={first.Text("next_cursor")}")).Ok();
        var staging = (await _app.Admin.GetJsonAsync($"{DrillPath}?environment=staging&passed=true")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(Ids(first), Is.EqualTo(new[] { "d-3", "d-2" }));
            Assert.That(Ids(rest), Is.EqualTo(new[] { "d-1" }));
            Assert.That(rest["next_cursor"], Is.Null);
            Assert.That(Ids(staging), Is.EqualTo(new[] { "d-3", "d-1" }));
            Assert.That(staging.Text("items.0.evidence_refs.0"), Is.EqualTo("ci://release/4711"));
        });

        static IEnumerable<string> Ids(System.Text.Json.Nodes.JsonObject list) =>
            list.At("items").AsArray().Select(item => item!.Text("drill_id"));
    }
}
