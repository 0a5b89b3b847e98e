using Cavra.Testing;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.WorkerRuns;

public sealed class WorkerScheduleTests
{
    private const string Schedule = $"{Deliveries}/worker-schedule";

    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task Nobody_has_to_make_a_schedule_and_reading_the_default_writes_nothing()
    {
        var answer = await _app.Admin.GetJsonAsync(Schedule);
        _app.Clock.Advance(TimeSpan.FromMinutes(7));
        var later = await _app.Admin.GetJsonAsync(Schedule);

        var schedule = answer.Ok();
        Assert.Multiple(() =>
        {
            Assert.That(schedule.Flag("enabled"), Is.True);
            Assert.That(schedule.Number("interval_minutes"), Is.EqualTo(30));
            Assert.That(schedule.Text("mode"), Is.EqualTo("dry_run"));
            Assert.That(schedule.Text("changed_at"), Is.EqualTo("2026-11-02T09:00:00Z"));
            Assert.That(schedule.Text("next_windows.0.window_start"), Is.EqualTo("2026-11-02T09:30:00Z"));
            Assert.That(schedule.Text("next_windows.4.window_end"), Is.EqualTo("2026-11-02T12:00:00Z"));
            Assert.That(later.Response.Headers.ETag, Is.EqualTo(answer.Response.Headers.ETag));
        });
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from worker_schedules"), Is.Zero);
    }

    [Test]
    public async Task A_schedule_is_changed_only_by_who_knows_what_it_is()
    {
        var version = (await _app.Admin.GetJsonAsync(Schedule)).Response.Headers.ETag!.ToString();
        var body = new
        {
            interval_minutes = 10,
            mode = "live",
            misfire = "run_once",
            grace_minutes = 2,
            max_runtime_minutes = 5,
            heartbeat_url_ref = "env:CAVRA_HEARTBEAT",
        };

        (await _app.Admin.PutJsonAsync(Schedule, body)).Problem(428, "version.missing");
        var put = await _app.Admin.PutJsonAsync(Schedule, body, ifMatch: version);
        (await _app.Admin.PutJsonAsync(Schedule, body, ifMatch: version)).Problem(412, "version.stale");

        var stored = await _app.Admin.GetJsonAsync(Schedule);
        Assert.Multiple(() =>
        {
            Assert.That(put.Ok().Text("schedule.cadence"), Is.EqualTo("every 10 minutes"));
            Assert.That(put.Response.Headers.ETag, Is.EqualTo(stored.Response.Headers.ETag));
            Assert.That(stored.Ok().Text("changed_by"), Is.EqualTo("administrator"));
            Assert.That(stored.Ok().Text("heartbeat_url_ref"), Is.EqualTo("env:CAVRA_HEARTBEAT"));
            Assert.That(stored.Ok().Text("misfire"), Is.EqualTo("run_once"));
        });
        (await _app.Admin.PutJsonAsync(Schedule, body with { grace_minutes = 3 }, ifMatch: stored.Response.Headers.ETag!.ToString())).Ok();
        // All at one instant, so that their ids say nothing of their order.
        Assert.That(await _app.Database.EvidenceLinesAsync(), Is.EquivalentTo(new[]
        {
            "define worker schedule: refused:version.missing", "define worker schedule: done",
            "define worker schedule: refused:version.stale", "define worker schedule: done",
        }));
    }

    [Test]
    public async Task A_cron_schedule_keeps_the_hours_of_its_zone_over_the_change_of_clocks()
    {
        var answer = (await PutAsync(new { cron = "30 2 * * *", time_zone = "Europe/Berlin" })).Ok();
        Assert.That(answer.Text("schedule.next_windows.0.window_start"), Is.EqualTo("2026-11-03T01:30:00Z"));

        // The night of 28 March 2027 has no half past two: the run is at three, which is the same instant.
        _app.Clock.SetUtcNow(new DateTimeOffset(2027, 3, 27, 12, 0, 0, TimeSpan.Zero));
        var spring = (await _app.Admin.GetJsonAsync(Schedule)).Ok();
        Assert.Multiple(() =>
        {
            Assert.That(spring.Text("next_windows.0.window_start"), Is.EqualTo("2027-03-28T01:00:00Z"));
            Assert.That(spring.Text("next_windows.1.window_start"), Is.EqualTo("2027-03-29T00:30:00Z"));
        });

        // The night of 31 October 2027 has two of them: the first counts.
        _app.Clock.SetUtcNow(new DateTimeOffset(2027, 10, 30, 12, 0, 0, TimeSpan.Zero));
        var autumn = (await _app.Admin.GetJsonAsync(Schedule)).Ok();
        Assert.Multiple(() =>
        {
            Assert.That(autumn.Text("next_windows.0.window_start"), Is.EqualTo("2027-10-31T00:30:00Z"));
            Assert.That(autumn.Text("next_windows.1.window_start"), Is.EqualTo("2027-11-01T01:30:00Z"));
        });
    }

    [TestCase("""{"cron":"every day"}""", "/cron")]
    [TestCase("""{"cron":"61 * * * *"}""", "/cron")]
    [TestCase("""{"cron":"H * * * *"}""", "/cron")]
    [TestCase("""{"cron":"0 0 30 2 *"}""", "/cron")]
    [TestCase("""{"cron":"0 0 0 * * *"}""", "/cron")]
    [TestCase("""{"cron":"0 * * * *","interval_minutes":5}""", "/cron")]
    [TestCase("{}", "/cron")]
    [TestCase("""{"interval_minutes":0}""", "/interval_minutes")]
    [TestCase("""{"interval_minutes":10081}""", "/interval_minutes")]
    [TestCase("""{"interval_minutes":5,"time_zone":"Mars/Olympus"}""", "/time_zone")]
    [TestCase("""{"interval_minutes":5,"time_zone":"localtime"}""", "/time_zone")]
    [TestCase("""{"interval_minutes":5,"time_zone":"posixrules"}""", "/time_zone")]
    [TestCase("""{"interval_minutes":5,"time_zone":"W. Europe Standard Time"}""", "/time_zone")]
    [TestCase("""{"interval_minutes":5,"grace_minutes":0}""", "/grace_minutes")]
    [TestCase("""{"interval_minutes":5,"max_runtime_minutes":1441}""", "/max_runtime_minutes")]
    [TestCase("""{"interval_minutes":5,"mode":"wet"}""", "/mode")]
    [TestCase("""{"interval_minutes":5,"enabled":null}""", "/enabled")]
    [TestCase("""{"interval_minutes":5,"heartbeat_url_ref":"https://hc-ping.com/x"}""", "/heartbeat_url_ref")]
    public async Task A_schedule_that_breaks_a_rule_is_malformed(string body, string member)
    {
        (await PutAsync(body)).InvalidAt(member);

        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from worker_schedules"), Is.Zero);
    }

    [Test]
    public async Task An_operator_may_read_it_and_not_change_it()
    {
        using var reader = await _app.ClientWithAsync("operator");
        var version = (await reader.GetJsonAsync(Schedule)).Response.Headers.ETag!.ToString();

        (await reader.PutJsonAsync(Schedule, new { interval_minutes = 5 }, ifMatch: version)).Problem(403, "access.forbidden");
    }

    private async Task<Answer> PutAsync(object body)
    {
        var version = (await _app.Admin.GetJsonAsync(Schedule)).Response.Headers.ETag!.ToString();
        return await _app.Admin.PutJsonAsync(Schedule, body, ifMatch: version);
    }
}
