using System.Text.Json.Nodes;
using Cavra.Testing;
using static Cavra.Testing.GivenDrills;

namespace Cavra.Api.Tests.Drills;

public sealed class DrillScheduleTests
{
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task A_new_schedule_is_kept_proved_reported_and_listed()
    {
        var answer = await _app.Admin.DefineAsync("go_backend_production", AScheduleBody());
        var report = await _app.Admin.GetJsonAsync($"{Report}?schedule_id=go_backend_production");
        var list = (await _app.Admin.GetJsonAsync(Schedules)).Ok();
        var read = await _app.Admin.GetJsonAsync($"{Schedules}/go_backend_production");

        var entry = (await _app.Database.EvidenceAsync()).Single(entry => entry.Text("what.action") == "define drill schedule");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Created().Text("schedule.schedule_id"), Is.EqualTo("go_backend_production"));
            Assert.That(answer.Response.Headers.Location?.ToString(), Is.EqualTo($"{Schedules}/go_backend_production"));
            Assert.That(read.Ok().Text("runbook_ref"), Is.EqualTo("runbook://go-backend/rollback"));
            Assert.That(read.Response.Headers.ETag, Is.EqualTo(answer.Response.Headers.ETag));
            Assert.That(answer.Body!.Text("metadata.evidence_id"), Is.EqualTo(entry.Text("evidence_id")));
            Assert.That(answer.Body!.Text("actor.actor"), Is.EqualTo("administrator"));
            Assert.That(report.Ok().Text("status"), Is.EqualTo("needs_attention"));
            Assert.That(report.Body!.Text("alert_level"), Is.EqualTo("critical"));
            Assert.That(report.Body!.Flag("schedule.stale"), Is.True);
            Assert.That(report.Body!.Text("schedule.owner_routes.platform-oncall.escalation_owner"), Is.EqualTo("platform-lead"));
            Assert.That(report.Response.Headers.ETag, Is.EqualTo(answer.Response.Headers.ETag));
            Assert.That(list.Text("items.0.runbook_ref"), Is.EqualTo("runbook://go-backend/rollback"));
            Assert.That(list.Number("total"), Is.EqualTo(1));
        });
        (await _app.Admin.GetJsonAsync($"{Schedules}/unheard-of")).Problem(404, "drill_schedule.not_found");
        Assert.That(
            await _app.Database.ColumnAsync("select schedule_id || ' ' || (owner_routes->0->>'owner') from drill_schedules"),
            Is.EqualTo(new[] { "go_backend_production release-governance" }));
    }

    [Test]
    public async Task A_schedule_that_was_read_can_be_put_back_as_it_is()
    {
        await _app.Admin.DefineAsync("nightly", AScheduleBody());
        var read = await _app.Admin.GetJsonAsync($"{Schedules}/nightly");
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        var replaced = await _app.Admin.DefineAsync("nightly", read.Ok(), read.Response.Headers.ETag!.ToString());

        var (before, after) = (read.Body!.AsObject(), replaced.Ok().At("schedule").AsObject());
        Assert.That(after.Text("changed_at"), Is.Not.EqualTo(before.Text("changed_at")));
        before["changed_at"] = after.Text("changed_at");
        Assert.That(after.ToJsonString(), Is.EqualTo(before.ToJsonString()));
    }

    [Test]
    public async Task Replacing_a_schedule_takes_the_version_that_was_read()
    {
        var first = (await _app.Admin.DefineAsync("nightly", AScheduleBody())).Response.Headers.ETag!.ToString();
        var slower = AScheduleBody().With("interval_days", 60);

        (await _app.Admin.DefineAsync("nightly", slower)).Problem(428, "version.missing");
        (await _app.Admin.DefineAsync("nightly", slower, "\"other\"")).Problem(412, "version.stale");
        var replaced = await _app.Admin.DefineAsync("nightly", slower, first);
        (await _app.Admin.DefineAsync("nightly", slower, first)).Problem(412, "version.stale");
        (await _app.Admin.DefineAsync("unheard-of", slower, first)).Problem(412, "version.stale");
        (await _app.Admin.DefineAsync("nightly", slower, "*")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(replaced.Ok().Number("schedule.interval_days"), Is.EqualTo(60));
            Assert.That(replaced.Response.Headers.ETag!.ToString(), Is.Not.EqualTo(first));
            Assert.That(replaced.Response.Headers.Location, Is.Null);
        });
        var lines = await _app.Database.EvidenceLinesAsync();
        Assert.That(lines.Count(line => line == "define drill schedule: refused:version.stale"), Is.EqualTo(3));
        Assert.That(lines.Count(line => line == "define drill schedule: refused:version.missing"), Is.EqualTo(1));
        Assert.That(lines.Count(line => line == "define drill schedule: done"), Is.EqualTo(3));
    }

    [TestCase("interval_days", "0", "/interval_days")]
    [TestCase("interval_days", "\"5\"", "/interval_days")]
    [TestCase("interval_days", "3651", "/interval_days")]
    [TestCase("next_due_at", "\"2026-01-15T09:00:00\"", "/next_due_at")]
    [TestCase("owners", "null", "/owners")]
    [TestCase("owners", "[\"one two\"]", "/owners/0")]
    [TestCase("owners", "[\"platform-oncall\", \"platform-oncall\"]", "/owners")]
    [TestCase("owner_routes", "{\"nobody\": {}}", "/owner_routes")]
    [TestCase("owner_routes", "{\"platform-oncall\": {\"acknowledgement_minutes\": 0}}", "/owner_routes")]
    [TestCase("status", "\"asleep\"", "/status")]
    [TestCase("schedule_id", "\"another\"", "/schedule_id")]
    [TestCase("schema_version", "\"v0\"", "/schema_version")]
    [TestCase("intervall_days", "3", "/intervall_days")]
    public async Task A_malformed_schedule_is_refused_and_names_the_member(string member, string value, string place)
    {
        var body = AScheduleBody().With(member, JsonNode.Parse(value));

        (await _app.Admin.DefineAsync("nightly", body)).InvalidAt(place);

        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from drill_schedules"), Is.Zero);
    }

    [Test]
    public async Task A_window_that_ends_before_it_starts_is_refused()
    {
        var window = """[{"window_id": "w", "start_at": "2026-12-20T00:00:00Z", "end_at": "2026-12-19T00:00:00Z"}]""";

        (await _app.Admin.DefineAsync("nightly", AScheduleBody().With("maintenance_windows", JsonNode.Parse(window))))
            .InvalidAt("/maintenance_windows");
    }

    [Test]
    public async Task A_schedule_named_like_a_secret_is_refused_and_its_name_kept_nowhere()
    {
        (await _app.Admin.DefineAsync("ghp_0123456789abcdefghijABCDEFGHIJ012345", AScheduleBody()))
            .Problem(422, "text.name_not_public_safe");

        Assert.That(await _app.Database.EverythingAsync(), Does.Not.Contain("ghp_0123"));
    }

    [Test]
    public async Task Only_administrators_define_schedules()
    {
        using var ci = await _app.ClientWithAsync("ci");

        (await ci.DefineAsync("nightly", AScheduleBody())).Problem(403, "access.forbidden");

        Assert.That(await _app.Database.EvidenceLinesAsync(), Does.Contain("define drill schedule: refused:access.forbidden"));
    }

    [Test]
    public async Task Without_a_schedule_the_report_says_so_and_an_unknown_one_is_not_found()
    {
        var report = await _app.Admin.GetJsonAsync(Report);

        Assert.That(report.Ok().Text("status"), Is.EqualTo("not_configured"));
        Assert.That(report.Response.Headers.ETag, Is.Null);
        (await _app.Admin.GetJsonAsync($"{Report}?schedule_id=nightly")).Problem(404, "drill_schedule.not_found");
    }

    [Test]
    public async Task Where_none_is_named_the_report_is_about_the_most_urgent_schedule()
    {
        await _app.GivenAScheduleAsync("overdue-since-march", AScheduleBody("2026-03-01T00:00:00Z"));
        await _app.GivenAScheduleAsync("overdue-since-january", AScheduleBody("2026-01-01T00:00:00Z"));

        Assert.That((await _app.Admin.GetJsonAsync(Report)).Ok().Text("schedule.schedule_id"), Is.EqualTo("overdue-since-january"));
    }
}
