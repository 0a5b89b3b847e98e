using Cavra.Infrastructure.Configuration;
using Cavra.Infrastructure.Drills;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Cavra.Testing.GivenDrills;

namespace Cavra.Api.Tests.Drills;

public sealed class StartupImportTests
{
    private static readonly string Examples = Path.Combine(TestContext.CurrentContext.TestDirectory, "Examples");

    private readonly string _directory = Directory.CreateTempSubdirectory("cavra-import-").FullName;

    [OneTimeTearDown]
    public void RemoveFiles() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task The_examples_are_imported_once_with_evidence_and_a_restart_leaves_none()
    {
        await using var app = await StartAsync(
            Path.Combine(Examples, "drill-schedules.json"), Path.Combine(Examples, "drill-history.json"));
        await ImportAsync(app);
        var first = await app.Database.EvidenceLinesAsync();

        app.Clock.Advance(TimeSpan.FromDays(1));
        await ImportAsync(app);

        var staging = (await app.Admin.GetJsonAsync($"{Report}?schedule_id=go_backend_staging")).Ok();
        var entry = (await app.Database.EvidenceAsync()).First(entry => entry.Text("what.action") == "import drill records");
        Assert.Multiple(() =>
        {
            Assert.That(first.Count(line => line == "import drill records: done"), Is.EqualTo(4));
            Assert.That(entry.Text("who.actor"), Is.EqualTo("cavra-import"));
            Assert.That(entry.Text("who.authentication"), Is.EqualTo("service"));
            Assert.That(staging.Text("schedule.next_due_at"), Is.EqualTo("2026-10-15T08:12:44Z"));
        });
        Assert.That(await app.Database.EvidenceLinesAsync(), Is.EqualTo(first));
        Assert.That(
            await app.Database.ScalarAsync<long>("select count(distinct t) from (select defined_at from drill_schedules "
                + "union all select recorded_at from drills) as all_at (t)"),
            Is.EqualTo(1));
    }

    [Test]
    public async Task A_schedule_that_says_something_else_is_taken_over_and_the_rest_is_left_alone()
    {
        var file = Write("changing.json", await File.ReadAllTextAsync(Path.Combine(Examples, "drill-schedules.json")));
        await using var app = await StartAsync(file, history: null);
        await ImportAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(1));
        Write("changing.json", (await File.ReadAllTextAsync(file)).Replace("\"interval_days\": 14", "\"interval_days\": 21", StringComparison.Ordinal));

        await ImportAsync(app);

        Assert.That((await app.Database.EvidenceLinesAsync()).Count(line => line.StartsWith("import", StringComparison.Ordinal)), Is.EqualTo(3));
        Assert.That(
            await app.Database.ColumnAsync("select schedule_id || ' ' || interval_days from drill_schedules where changed_at > defined_at"),
            Is.EqualTo(new[] { "go_backend_staging 21" }));
    }

    [TestCase("{\n  \"schedule_id\": \"a\",\n  \"interval_days\": \"5\"\n}", "line 3, /interval_days: Must be a whole number in range")]
    [TestCase("[\n{\"schedule_id\": \"a\", \"interval_days\": 1,\n\"next_due_at\": \"soon\"}]", "line 3, /0/next_due_at: An instant is")]
    [TestCase("[\n{\"schedule_id\": \"a\", \"interval_days\": 1,\n\"next_due_at\": \"2026-02-30T00:00:00Z\"}]", "line 3, /0/next_due_at: There is no such day.")]
    [TestCase("[]\n,", "line 2, /0: Not well-formed")]
    [TestCase("{\"\\ud800\": 1}", "line 1, the document: Text is well-formed Unicode in UTF-8: whole characters, not half of one.")]
    [TestCase("[{\"schedule_id\": \"\\ud800\",\n\"x\\ud800\": 1}]", "line 1, /0/schedule_id: Text is well-formed Unicode in UTF-8: whole characters, not half of one.")]
    [TestCase("{\n\"schedule_id\": \"\\ud800\"}", "line 2, /schedule_id: Text is well-formed Unicode in UTF-8: whole characters, not half of one.")]
    [TestCase("[{\"schedule_id\": \"a\", \"interval_days\": 1, \"owners\": [], \"owner_routes\": {\"\\ud800\": {}}, \"notification_providers\": [], \"runbook_ref\": \"\"}]", "line 1, /0/owner_routes: Text is well-formed Unicode in UTF-8: whole characters, not half of one.")]
    [TestCase("[{\"schedule_id\": \"a\", \"interval_days\": 1, \"owners\": [],\n \"owner_routes\": {\"x\": null}, \"notification_providers\": [], \"runbook_ref\": \"\"}]", "line 2, /0/owner_routes: Null is not")]
    [TestCase("[{\"schedule_id\": \"a\", \"interval_days\": 1, \"owners\": [],\n\n \"runbook_ref\": \"x\\u0000\", \"notification_providers\": []}]", "line 3, /0/runbook_ref: Text holds no U+0000.")]
    [TestCase("{\"schedule_id\": \"a\", \"interval_days\": 0,\n\"owners\": [], \"notification_providers\": [], \"runbook_ref\": \"\"}", "line 1, /interval_days: 1 to 3650.")]
    [TestCase("[{\"schedule_id\": \"a\", \"interval_days\": 1, \"owners\": [\n\"x\",\n\"y z\"], \"notification_providers\": [], \"runbook_ref\": \"\"}]", "line 3, /0/owners/1: 1 to 100")]
    [TestCase("[{\"schedule_id\": \"a\", \"interval_days\": 1, \"owners\": [],\n \"owner_routes\": {\"x\": {}}, \"notification_providers\": [], \"runbook_ref\": \"\"}]", "line 2, /0/owner_routes: A route may only")]
    public async Task A_bad_file_stops_the_start_and_names_file_line_and_member(string text, string expected)
    {
        await using var app = await StartAsync(Write("bad.json", text), history: null);

        Assert.That(
            () => ImportAsync(app),
            Throws.InstanceOf<InvalidSettingsException>().With.Message.Contains($"{StartupImport.ScheduleSetting} names a file that can't be taken: bad.json, {expected}"));
        Assert.That(await app.Database.ScalarAsync<long>("select count(*) from drill_schedules"), Is.Zero);
    }

    [Test]
    public async Task A_file_that_is_not_there_stops_the_start()
    {
        await using var app = await StartAsync(Path.Combine(_directory, "nowhere.json"), history: null);

        Assert.That(() => ImportAsync(app), Throws.InstanceOf<InvalidSettingsException>().With.Message.Contains("nowhere.json can't be read"));
    }

    [Test]
    public async Task A_drill_of_the_future_is_refused_with_its_place_and_nothing_of_the_files_is_taken_in()
    {
        var history = Write(
            "history.json",
            """
            { "drills": [
              { "drill_id": "d-1", "executed_at": "2026-10-01T08:12:44Z", "target_mode": "disabled", "status": "pass", "fallback_verified": true, "recovery_minutes": 1, "max_recovery_minutes": 2 },
              { "drill_id": "d-2", "executed_at": "2027-10-01T08:12:44Z", "target_mode": "disabled", "status": "pass", "fallback_verified": true, "recovery_minutes": 1, "max_recovery_minutes": 2 }
            ] }
            """);
        await using var app = await StartAsync(Path.Combine(Examples, "drill-schedules.json"), history);

        Assert.That(
            () => ImportAsync(app), Throws.InstanceOf<InvalidSettingsException>().With.Message.Contains("history.json, line 3, /drills/1: "));
        Assert.That(await app.Database.ScalarAsync<long>("select count(*) from drill_schedules"), Is.Zero);
        Assert.That(await app.Database.EvidenceLinesAsync(), Does.Contain("import drill records: refused:drill.not_yet_executed"));
    }

    private static Task<CavraApp> StartAsync(string? schedules, string? history) => CavraApp.StartAsync(
        settings: new Dictionary<string, string?>
        {
            [StartupImport.ScheduleSetting] = schedules,
            [StartupImport.HistorySetting] = history,
        });

    private static Task ImportAsync(CavraApp app) =>
        app.Services.GetRequiredService<StartupImport>().RunAsync(CancellationToken.None);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, text);
        return path;
    }
}
