using System.Text.Json.Nodes;
using Cavra.Application.Workers;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Cavra.Api.Tests.Notifications.NotificationScene;

namespace Cavra.Api.Tests.Notifications;

public sealed class DeliverNotificationTests
{
    private NotificationScene _scene = null!;

    private CavraApp App => _scene.App;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task A_due_drill_is_planned_sent_recorded_and_proved()
    {
        var answer = await _scene.GivenANotifiedScheduleAsync("nightly");

        var sent = JsonNode.Parse((await _scene.Webhook.NextAsync()).Text)!;
        Assert.Multiple(() =>
        {
            Assert.That(answer.Flag("success"), Is.True);
            Assert.That(answer.Text("plan.alert_level"), Is.EqualTo("critical"));
            Assert.That(answer.Number("plan.deliverable_route_count"), Is.EqualTo(2));
            Assert.That(answer.At("delivery.deliveries").AsArray(), Has.Count.EqualTo(2));
            Assert.That(answer.Text("event_id"), Is.EqualTo(answer.Text("delivery.event_id")));
            Assert.That(answer.Text("metadata.connector_delivery_source"), Is.EqualTo("go_backend_rollback_drill_notification"));
            Assert.That(answer.Text("plan_metadata.plan_id"), Is.EqualTo(answer.Text("plan.plan_id")));
            Assert.That(sent.Text("id"), Is.EqualTo(answer.Text("event_id")));
            Assert.That(sent.Text("data.plan.plan_id"), Is.EqualTo(answer.Text("plan.plan_id")));
            Assert.That(sent.Text("data.schedule.schedule.owner_routes.platform-oncall.escalation_owner"), Is.EqualTo("platform-lead"));
        });
        Assert.That(await App.Database.ScalarAsync<long>("select count(*) from notification_routes where not is_settled"), Is.EqualTo(2));
        Assert.That(
            (await App.Database.EvidenceLinesAsync()).Where(line => line.EndsWith(": done", StringComparison.Ordinal)),
            Is.SupersetOf(new[] { "begin notification delivery: done", "record attempts: done" }));
    }

    [Test]
    public async Task A_receiver_that_fails_is_told_and_the_notification_repeats_by_itself()
    {
        _scene.Siem.Answers(503);

        var answer = await _scene.GivenANotifiedScheduleAsync("nightly");

        Assert.Multiple(() =>
        {
            Assert.That(answer.Flag("success"), Is.False);
            Assert.That(answer.Text("metadata.failed_providers.0"), Is.EqualTo("siem-webhook"));
        });
        Assert.That(
            await App.Database.ColumnAsync("select connector from destinations where next_attempt_at is not null"),
            Is.EqualTo(new[] { "siem-webhook" }));
    }

    [Test]
    public async Task A_healthy_schedule_is_not_notified_unless_forced()
    {
        await App.GivenAScheduleAsync("calm", GivenDrills.AScheduleBody("2027-01-15T09:00:00Z"));

        var silent = (await _scene.Client.PostJsonAsync($"{Root}/deliver", new { })).Ok();
        var forced = (await _scene.Client.PostJsonAsync($"{Root}/deliver", new { force = true, provider = "siem-webhook" })).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(silent.Flag("success"), Is.True);
            Assert.That(silent["delivery"], Is.Null);
            Assert.That(silent.Text("event_id"), Is.EqualTo(silent.Text("plan.plan_id")), "nothing was sent");
            Assert.That(silent.Text("plan.route_decisions.0.category"), Is.EqualTo("healthy_schedule"));
            Assert.That(forced.Text("plan.selected_providers.0"), Is.EqualTo("siem-webhook"));
            Assert.That(_scene.Webhook.Requests, Is.Empty);
            Assert.That(_scene.Siem.Requests, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task The_routing_policy_of_a_call_overrules_the_schedule()
    {
        await App.GivenAScheduleAsync("nightly");
        var policy = JsonNode.Parse("""{"owner_routes": {"platform-oncall": {"providers": ["webhook"], "escalation_owner": "cto"}}}""");

        var answer = (await _scene.Client.PostJsonAsync(
            $"{Root}/deliver", new JsonObject { ["routing_policy"] = policy, ["retries"] = 0 }.ToJsonString())).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(answer.At("plan.selected_providers").AsArray().Select(it => it!.GetValue<string>()), Is.EqualTo(new[] { "webhook" }));
            Assert.That(answer.Text("plan.route_decisions.1.escalation_owner"), Is.EqualTo("cto"));
        });
    }

    [Test]
    public async Task What_cannot_be_notified_is_refused_and_proved()
    {
        (await _scene.Client.PostJsonAsync($"{Root}/deliver", new { })).Problem(404, "drill_schedule.not_found");
        await App.GivenAScheduleAsync("nightly");
        (await _scene.Client.PostJsonAsync($"{Root}/deliver", new { schedule_id = "weekly" })).Problem(404, "drill_schedule.not_found");
        (await _scene.Client.PostJsonAsync($"{Root}/deliver", new { provider = "pager" })).Problem(422, "connector.unknown");
        using var auditor = await App.ClientWithAsync("auditor");
        (await auditor.PostJsonAsync($"{Root}/deliver", new { })).Problem(403, "access.forbidden");

        Assert.That(await App.Database.ScalarAsync<long>("select count(*) from notification_plans"), Is.Zero);
        Assert.That(
            await App.Database.EvidenceLinesAsync(), Does.Contain("begin notification delivery: refused:connector.unknown"));
    }

    [Test]
    public async Task Without_connectors_nobody_can_be_notified()
    {
        await using var bare = await CavraApp.StartAsync();
        await bare.GivenAScheduleAsync("nightly");

        (await bare.Admin.PostJsonAsync($"{Root}/deliver", new { })).Problem(409, "connector.none_configured");
    }

    [TestCase("""{"retries": 6}""", "/retries")]
    [TestCase("""{"timeout_seconds": 31}""", "/timeout_seconds")]
    [TestCase("""{"force": null}""", "/force")]
    [TestCase("""{"forced": true}""", "/forced")]
    [TestCase("""{"routing_policy": {"owner_routes": {"a b": {}}}}""", "/routing_policy/owner_routes")]
    public async Task A_malformed_call_names_the_member(string body, string place) =>
        (await _scene.Client.PostJsonAsync($"{Root}/deliver", body)).InvalidAt(place);

    [Test]
    public async Task Whoever_prefers_an_early_answer_gets_the_plan_at_once_and_the_outcome_at_the_location()
    {
        const string Name = "night@backend/1";
        await App.GivenAScheduleAsync(Uri.EscapeDataString(Name));
        await App.GivenAScheduleAsync("weekly");
        var told = new TaskCompletionSource();
        _scene.Webhook.AnswersWhen(told.Task);

        var answer = await _scene.Client.PostPreferringAsync("respond-async", $"{Root}/deliver", new { schedule_id = Name, retries = 0 });

        var accepted = answer.Accepted();
        var location = answer.Response.Headers.Location!.ToString();
        Assert.That(accepted.Text("plan.schedule_id"), Is.EqualTo(Name));
        Assert.That(accepted.Text("plan_metadata.plan_id"), Is.EqualTo(accepted.Text("plan.plan_id")));
        Assert.That(accepted.Text("event_id"), Is.EqualTo((await _scene.Webhook.NextAsync()).Headers["webhook-id"]));
        Assert.That(accepted.Where(member => member.Value is null).Select(member => member.Key), Is.EqualTo(new[] { "delivery", "metadata", "success" }));
        Assert.That((await _scene.Client.GetJsonAsync(location)).Ok().Number("total"), Is.Zero);
        told.SetResult();
        await App.Services.GetRequiredService<WorkInHand>().WhenDoneAsync().OrHangAsync();
        (await _scene.Client.PostJsonAsync($"{Root}/deliver", new { schedule_id = "weekly", retries = 0 })).Ok();
        var outcome = (await _scene.Client.GetJsonAsync(location)).Ok();
        Assert.That((outcome.Number("total"), outcome.Flag("items.0.delivery_success")), Is.EqualTo((1, true)));
        Assert.That(outcome.Text("items.0.event_id"), Is.EqualTo(accepted.Text("event_id")));
    }

    [Test]
    public async Task Nobody_waits_for_what_is_not_sent()
    {
        await App.GivenAScheduleAsync("nightly", GivenDrills.AScheduleBody("2027-01-15T09:00:00Z"));

        var answer = await _scene.Client.PostPreferringAsync("respond-async", $"{Root}/deliver", new { retries = 0 });

        Assert.That(answer.Ok().Flag("success"), Is.True);
        Assert.That(answer.Response.Headers.Contains("Preference-Applied"), Is.False);
    }

    [Test]
    public async Task The_same_idempotency_key_notifies_once()
    {
        await App.GivenAScheduleAsync("nightly");
        var first = (await _scene.Client.PostJsonAsync($"{Root}/deliver", new { retries = 0 }, "tonight")).Ok();

        var again = (await _scene.Client.PostJsonAsync($"{Root}/deliver", new { retries = 0 }, "tonight")).Ok();

        Assert.That(again.Text("event_id"), Is.EqualTo(first.Text("event_id")));
        Assert.That(_scene.Webhook.Requests, Has.Count.EqualTo(1));
    }
}
