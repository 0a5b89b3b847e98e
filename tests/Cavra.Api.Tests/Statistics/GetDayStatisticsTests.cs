using System.Text.Json.Nodes;
using Cavra.Api.Tests.Access;
using Cavra.Api.Tests.AuditDeliveries;
using Cavra.Api.Tests.WorkerHealth;
using Cavra.Testing;

namespace Cavra.Api.Tests.Statistics;

public sealed class GetDayStatisticsTests
{
    private AuditScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await AuditScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task Each_day_says_what_was_opened_and_closed_on_it_and_an_empty_day_is_shown()
    {
        await GivenTwoFailedAndAnsweredAsync("resolved");

        var all = await StatisticsAsync("?days=4");
        var fewer = await StatisticsAsync("?days=3");

        Assert.Multiple(() =>
        {
            Assert.That((all.Text("schema_version"), all.Text("since")), Is.EqualTo(("cavra.statistics.days.v1", "2026-11-02T00:00:00Z")));
            Assert.That(Days(all), Is.EqualTo("2026-11-02 1/0, 2026-11-03 1/0, 2026-11-04 0/0, 2026-11-05 0/2"));
            Assert.That(Days(fewer), Is.EqualTo("2026-11-03 1/0, 2026-11-04 0/0, 2026-11-05 0/2"));
        });
    }

    [Test]
    public async Task Attempts_are_counted_by_connector_and_by_how_they_ended_in_these_days_alone()
    {
        await GivenTwoFailedAndAnsweredAsync("resolved");

        Assert.That(Attempts(await StatisticsAsync("?days=4")), Is.EqualTo("siem-webhook accepted 1, siem-webhook server_error 2, webhook accepted 1"));
        Assert.That(Attempts(await StatisticsAsync("?days=3")), Is.EqualTo("siem-webhook server_error 1"));
        Assert.That(Attempts(await StatisticsAsync("?days=2")), Is.Empty);
    }

    [Test]
    public async Task The_median_to_closure_is_that_of_the_closed_loops_as_they_are_shown()
    {
        await GivenTwoFailedAndAnsweredAsync("resolved");
        var minutes = (await _scene.LoopsAsync("?open=false")).Select(loop =>
            (loop!.At("closed_at").GetValue<DateTimeOffset>() - loop!.At("opened_at").GetValue<DateTimeOffset>()).TotalMinutes);

        var seen = await StatisticsAsync();

        Assert.That(seen.At("median_minutes_to_closure").GetValue<double>(), Is.EqualTo(Math.Round(minutes.Average(), 1)));
    }

    [Test]
    public async Task The_median_to_review_is_that_of_the_first_review_and_nothing_was_closed()
    {
        await _scene.App.FailAsync("siem-webhook");
        var plan = await PlanAsync();
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(90));
        await AnswerAsync(plan, "escalated");
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(60));
        await AnswerAsync(plan, "accepted");

        var seen = await StatisticsAsync();

        Assert.That(seen.At("median_minutes_to_review").GetValue<double>(), Is.EqualTo(90));
        Assert.That((seen["median_minutes_to_closure"], seen.At("days").AsArray().Sum(day => day!.Number("closed_count"))), Is.EqualTo(((JsonNode?)null, 0)));
        _scene.App.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That((await StatisticsAsync("?days=1"))["median_minutes_to_review"], Is.Null, "it was reviewed yesterday");
    }

    [Test]
    public async Task A_held_delivery_opens_a_loop_and_its_release_closes_it()
    {
        await GivenAHeldDeliveryWasReleasedTheNextDayAsync();
        var loop = (await _scene.LoopsAsync()).Single()!;

        Assert.That(loop.Flag("open"), Is.False);
        Assert.That(Days(await StatisticsAsync("?days=2")), Is.EqualTo("2026-11-02 1/0, 2026-11-03 0/1"));
    }

    [Test]
    public async Task A_loop_that_has_ended_with_a_gate_not_passed_is_not_closed()
    {
        await GivenAHeldDeliveryWasReleasedTheNextDayAsync();
        await _scene.Database.ExecuteAsync("update destinations set is_retry_governed = true where open_since is not null");
        var loop = (await _scene.LoopsAsync()).Single()!;

        Assert.That((loop.Flag("open"), loop.Text("open_gate")), Is.EqualTo((true, "noticed")));
        Assert.That(Days(await StatisticsAsync("?days=2")), Is.EqualTo("2026-11-02 1/0, 2026-11-03 0/0"));
    }

    [Test]
    public async Task A_day_ends_at_midnight_in_UTC()
    {
        var midnight = new DateTimeOffset(2026, 11, 3, 0, 0, 0, TimeSpan.Zero);
        _scene.App.Clock.Advance(midnight.AddMilliseconds(-1) - _scene.App.Clock.GetUtcNow());
        await _scene.App.FailAsync("siem-webhook");
        _scene.App.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await _scene.App.FailAsync("siem-webhook");

        Assert.That(Days(await StatisticsAsync("?days=2")), Is.EqualTo("2026-11-02 1/0, 2026-11-03 1/0"));
        Assert.That(Days(await StatisticsAsync("?days=1")), Is.EqualTo("2026-11-03 1/0"));
    }

    [Test]
    public async Task What_a_worker_left_behind_was_opened_when_its_lease_ran_out_and_a_late_report_is_no_second_attempt()
    {
        await using var scene = await HealthScene.StartAsync();
        await scene.AnAbandonedDeliveryAsync();
        await scene.AFailedDeliveryAsync();
        await scene.App.Database.ExecuteAsync(
            """
            update attempts set failure_class = 'interrupted';
            insert into attempts select (jsonb_populate_record(null::attempts,
                to_jsonb(a) || jsonb_build_object('id', overlay(a.id::text placing '0000' from 33), 'failure_class', null, 'outcome', 'accepted', 'is_late', true))).*
            from attempts a
            """);

        var seen = (await scene.App.Admin.GetJsonAsync("/statistics/days?days=1")).Ok();

        Assert.That((await scene.App.Admin.GetJsonAsync($"{HealthScene.Audit}/loops")).Ok().Number("total"), Is.EqualTo(2));
        Assert.That((Days(seen), Attempts(seen)), Is.EqualTo(("2026-11-02 2/0", "siem accepted 1")));
    }

    [Test]
    public async Task Another_workspace_is_told_nothing_of_this_one()
    {
        await GivenTwoFailedAndAnsweredAsync("resolved");
        using var stranger = await _scene.App.OpenWorkspaceAsync($"other-{_scene.App.Workspace}", RoleTable.Roles);

        var seen = (await stranger.GetJsonAsync("/statistics/days?days=4")).Ok();

        Assert.That((seen["median_minutes_to_review"], seen["median_minutes_to_closure"]), Is.EqualTo(((JsonNode?)null, (JsonNode?)null)));
        Assert.That((Days(seen), Attempts(seen)), Is.EqualTo(("2026-11-02 0/0, 2026-11-03 0/0, 2026-11-04 0/0, 2026-11-05 0/0", "")));
    }

    [TestCase("?days=0")]
    [TestCase("?days=91")]
    public async Task Days_out_of_range_are_refused(string query) =>
        (await _scene.Client.GetJsonAsync($"/statistics/days{query}")).InvalidAt("/days");

    [TestCase("", ExpectedResult = 14)]
    [TestCase("?days=1", ExpectedResult = 1)]
    [TestCase("?days=90", ExpectedResult = 90)]
    public async Task<int> As_many_days_are_shown_as_are_asked_for(string query) => (await StatisticsAsync(query)).At("days").AsArray().Count;

    private async Task GivenTwoFailedAndAnsweredAsync(string state)
    {
        await _scene.GivenAnAnsweredNotificationAsync();
        _scene.Siem.Answers(503);
        await _scene.DeliverAsync("siem-webhook");
        _scene.App.Clock.Advance(TimeSpan.FromDays(1));
        await _scene.DeliverAsync("siem-webhook");
        _scene.App.Clock.Advance(TimeSpan.FromDays(2));
        await AnswerAsync(await PlanAsync(), state);
    }

    private async Task GivenAHeldDeliveryWasReleasedTheNextDayAsync()
    {
        await _scene.GivenAnAnsweredNotificationAsync();
        (await _scene.Client.PostJsonAsync("/connectors/siem-webhook/pause", new { reason = "Maintenance." })).Ok();
        await _scene.DeliverAsync("siem-webhook");
        _scene.App.Clock.Advance(TimeSpan.FromDays(1));
        (await _scene.Client.PostJsonAsync("/connectors/siem-webhook/resume")).Ok();
        await _scene.TakeTurnAsync();
    }

    private async Task<string> PlanAsync() =>
        (await _scene.Client.PostJsonAsync($"{AuditScene.Audit}/retry-plan")).Created().Text("plan.retry_plan_id");

    private async Task AnswerAsync(string plan, string state) => (await _scene.Client.PostJsonAsync(
        $"{AuditScene.Audit}/retry-plans/{plan}/acknowledgements",
        new { provider = "siem-webhook", acknowledgement_state = state, notes = "Seen." })).Ok();

    private async Task<JsonObject> StatisticsAsync(string query = "") => (await _scene.Client.GetJsonAsync($"/statistics/days{query}")).Ok();

    private static string Days(JsonObject seen) => string.Join(", ", seen.At("days").AsArray()
        .Select(day => $"{day!.Text("day")} {day!.Number("opened_count")}/{day!.Number("closed_count")}"));

    private static string Attempts(JsonObject seen) => string.Join(", ", seen.At("attempts").AsArray()
        .Select(group => $"{group!.Text("connector")} {group!.Text("outcome_class")} {group!.Number("count")}"));
}
