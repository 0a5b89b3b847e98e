using System.Text.Json.Nodes;
using Cavra.Api.Tests.WorkerHealth;
using Cavra.Application.Workers;
using Cavra.Domain.Evidence;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.HealthAlerts;

public sealed class DeliverHealthAlertTests
{
    private HealthScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await HealthScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task Trouble_is_sent_to_the_connectors_for_alerts_and_all_of_it_is_on_record()
    {
        var open = await _scene.AFailedDeliveryAsync();
        var health = await _scene.HealthAsync();

        var answer = await _scene.DeliverAsync();

        var received = JsonNode.Parse(_scene.Chat.Requests.Single().Text)!;
        var evidence = await _scene.App.Database.EvidenceAsync();
        Assert.Multiple(() =>
        {
            Assert.That(answer.Flag("success"), Is.True);
            Assert.That(answer.Text("health.health_id"), Is.EqualTo(health.Text("health_id")));
            Assert.That(answer.Text("plan.reason_code"), Is.EqualTo("routed"));
            Assert.That(answer.Text("plan.selected_providers.0"), Is.EqualTo("chat"));
            Assert.That(answer.Text("delivery.deliveries.0.outcome"), Is.EqualTo("accepted"));
            Assert.That(answer.Text("event_id"), Is.EqualTo(received.Text("id")));
            Assert.That(received.Text("type"), Is.EqualTo("cavra.go_backend.rollback_drill.acknowledgement_audit_worker_health_alert"));
            Assert.That(received.Text("data.dedup"), Is.EqualTo(answer.Text("plan.dedup")));
            Assert.That(received["data"]!["failed_deliveries"] ?? received["data"]!["latest"], Is.Null);
            Assert.That(_scene.Boss.Requests, Is.Empty);
            Assert.That(evidence.Select(entry => entry.Text("what.action")), Does.Contain("deliver health alert"));
            Assert.That(answer.Text("metadata.health_id"), Is.EqualTo(health.Text("health_id")));
        });
        Assert.That(await _scene.RoutesAsync(), Is.EqualTo(new[] { "chat open 0" }));
        Assert.That(
            await _scene.App.Database.ScalarAsync<long>(
                $"select count(*) from gates_passed where gate = 'routed' and destination_id = '{open.Id.Value}'"),
            Is.EqualTo(1));
        Assert.That(PublicView.Of(answer["plan"], out _)!.ToJsonString(), Is.EqualTo(answer["plan"]!.ToJsonString()));
    }

    [Test]
    public async Task Whoever_prefers_an_early_answer_gets_the_plan_at_once_and_the_outcome_at_the_location()
    {
        await _scene.AFailedDeliveryAsync();
        var told = new TaskCompletionSource();
        _scene.Chat.AnswersWhen(told.Task);

        var answer = await _scene.App.Admin.PostPreferringAsync("respond-async", AlertScene.Deliver);

        var accepted = answer.Accepted();
        var location = answer.Response.Headers.Location!.ToString();
        Assert.That(location, Does.StartWith($"{AlertScene.Alerts}?").And.EndWith($"&health_id={accepted.Text("health.health_id")}"));
        Assert.That(accepted.Text("event_id"), Is.EqualTo((await _scene.Chat.NextAsync()).Headers["webhook-id"]));
        Assert.That(accepted.Where(member => member.Value is null).Select(member => member.Key), Is.EqualTo(new[] { "delivery", "metadata", "success" }));
        Assert.That((await _scene.App.Admin.GetJsonAsync(location)).Ok().Number("total"), Is.Zero);
        told.SetResult();
        await _scene.App.Services.GetRequiredService<WorkInHand>().WhenDoneAsync().OrHangAsync();
        var outcome = (await _scene.App.Admin.GetJsonAsync(location)).Ok();
        Assert.That((outcome.Number("total"), outcome.Flag("items.0.delivery_success")), Is.EqualTo((1, true)));
        Assert.That(outcome.Text("items.0.event_id"), Is.EqualTo(accepted.Text("event_id")));
        Assert.That(await _scene.RoutesAsync(), Is.EqualTo(new[] { "chat open 0" }));
        var again = await _scene.App.Admin.PostPreferringAsync("respond-async", AlertScene.Deliver);
        Assert.That(again.Ok().Flag("plan.suppressed"), Is.True);
    }

    [Test]
    public async Task The_same_health_is_not_sent_again_within_its_window_unless_forced()
    {
        await _scene.AFailedDeliveryAsync();
        await _scene.DeliverAsync();

        var again = await _scene.DeliverAsync();
        var forced = await _scene.DeliverAsync(new { force = true });
        await _scene.App.SequenceAsync();
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(5));
        var later = await _scene.DeliverAsync(new { suppression_window_minutes = 5 });

        Assert.Multiple(() =>
        {
            Assert.That((again.Flag("success"), again.Flag("plan.suppressed")), Is.EqualTo((true, true)));
            Assert.That(again.Text("plan.suppressed_providers.0.connector"), Is.EqualTo("chat"));
            Assert.That(again["delivery"], Is.Null);
            Assert.That(again.Texts("plan.eligible_providers"), Is.EqualTo(new[] { "chat" }));
            Assert.That(again.Texts("plan.acknowledgement_required_providers"), Is.Empty);
            Assert.That(again.Texts("plan_metadata.selected_providers"), Is.Empty);
            Assert.That(again.Number("plan_metadata.suppressed_provider_count"), Is.EqualTo(1));
            Assert.That((forced.Flag("plan.force"), forced.Texts("plan.acknowledgement_required_providers").Single()), Is.EqualTo((true, "chat")));
            Assert.That(later.Number("plan.suppression_window_minutes"), Is.EqualTo(5));
            Assert.That(later.Text("plan.summary"), Is.EqualTo("2 findings for 1 connector."));
            Assert.That(again.Text("event_id"), Is.EqualTo(again.Text("health.health_id")), "nothing was sent");
            Assert.That(forced.Text("plan.reason_code"), Is.EqualTo("routed"));
            Assert.That(later.Text("plan.reason_code"), Is.EqualTo("routed"));
            Assert.That(_scene.Chat.Requests, Has.Count.EqualTo(3));
        });
        Assert.That(await _scene.RoutesAsync(), Is.EqualTo(new[] { "chat superseded 0", "chat superseded 0", "chat open 0" }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Of_many_requests_at_once_one_is_sent(bool whileAnEpisodeIsOpen)
    {
        await _scene.AFailedDeliveryAsync();
        if (whileAnEpisodeIsOpen)
        {
            await _scene.DeliverAsync();
        }

        // The receiver answers when all the others have been answered.
        var told = new TaskCompletionSource();
        _scene.Boss.AnswersWhen(told.Task);
        var asked = Enumerable.Range(0, 6).Select(_ => _scene.App.Admin.PostJsonAsync(
            AlertScene.Deliver, new { provider = "boss", retries = 0, timeout_seconds = 10 })).ToList();
        await Eventually.HoldsAsync("five of six are answered", () => asked.Count(one => one.IsCompleted) == 5);
        told.SetResult();
        var answers = await Task.WhenAll(asked);

        var codes = answers.Select(one => one.Response.IsSuccessStatusCode
            ? one.Body!.Text("plan.reason_code")
            : one.Body!.Text("code")).ToList();
        Assert.That(_scene.Boss.Requests, Has.Count.EqualTo(1));
        Assert.That(codes.Count(code => code == "routed"), Is.EqualTo(1), string.Join(' ', codes));
        Assert.That(codes.Distinct(), Is.SubsetOf(new[] { "routed", "suppressed", "changed_meanwhile" }));
    }

    [Test]
    public async Task An_alert_whose_sender_died_suppresses_nothing()
    {
        await _scene.AFailedDeliveryAsync();
        await _scene.DeliverAsync();
        _scene.App.Clock.Advance(TimeSpan.FromHours(2));
        await _scene.DeliverAsync(new { provider = "boss" });
        await _scene.App.Database.ExecuteAsync(
            """
            SET session_replication_role = replica;
            UPDATE destinations SET state = 'sending', lease_until = '2026-11-02T10:00:00Z' WHERE connector = 'boss';
            DELETE FROM health_alert_routes WHERE connector = 'boss';
            """);

        var again = await _scene.DeliverAsync(new { provider = "boss" });

        Assert.That(again.Text("plan.reason_code"), Is.EqualTo("routed"));
    }

    [Test]
    public async Task An_alert_that_was_not_taken_suppresses_nothing_and_is_not_owed_an_answer()
    {
        await _scene.AFailedDeliveryAsync();
        _scene.Chat.Answers(500);

        var failed = await _scene.DeliverAsync(new { retries = 0 });
        Assert.That(failed.Flag("success"), Is.False);
        Assert.That(await _scene.RoutesAsync(), Is.Empty);

        _scene.Chat.Answers(200);
        Assert.That((await _scene.DeliverAsync()).Text("plan.reason_code"), Is.EqualTo("routed"));
        Assert.That(await _scene.RoutesAsync(), Is.EqualTo(new[] { "chat open 0" }));
    }

    [Test]
    public async Task Good_health_is_sent_to_nobody_and_that_is_a_success()
    {
        var answer = await _scene.DeliverAsync();

        Assert.That((answer.Flag("success"), answer.Text("plan.reason_code")), Is.EqualTo((true, "healthy")));
        Assert.That(await _scene.App.Database.ScalarAsync<long>("select count(*) from health_episodes"), Is.Zero);
    }

    [Test]
    public async Task A_connector_can_be_asked_by_name_and_an_unknown_one_is_refused()
    {
        await _scene.AFailedDeliveryAsync();

        Assert.That((await _scene.DeliverAsync(new { provider = "boss" })).Text("plan.selected_providers.0"), Is.EqualTo("boss"));
        (await _scene.App.Admin.PostJsonAsync(AlertScene.Deliver, new { provider = "boss,nobody" })).Problem(422, "connector.unknown");
        Assert.That(await _scene.App.Database.EvidenceLinesAsync(), Does.Contain("deliver health alert: refused:connector.unknown"));
    }

    [Test]
    public async Task Without_a_connector_for_alerts_it_says_so_but_not_to_strangers()
    {
        await using var bare = await CavraApp.StartAsync();
        using var stranger = bare.Client(null);
        bare.Clock.Advance(TimeSpan.FromHours(2));

        (await stranger.PostJsonAsync(AlertScene.Deliver)).Problem(401, "authentication.required");
        (await bare.Admin.PostJsonAsync(AlertScene.Deliver)).Problem(409, "connector.none_configured");
    }

    [TestCase("""{"suppression_window_minutes":0}""", "/suppression_window_minutes")]
    [TestCase("""{"max_alerts":101}""", "/max_alerts")]
    [TestCase("""{"expected_interval_minutes":null}""", "/expected_interval_minutes")]
    [TestCase("""{"retries":6}""", "/retries")]
    [TestCase("""{"timeout_seconds":0.05}""", "/timeout_seconds")]
    [TestCase("""{"forced":true}""", "/forced")]
    [TestCase("""{"max_alerts":"5"}""", "/max_alerts")]
    public async Task A_bad_member_is_named_and_nothing_is_left(string body, string at)
    {
        var before = await _scene.App.Database.EvidenceLinesAsync();

        (await _scene.App.Admin.PostJsonAsync(AlertScene.Deliver, body)).InvalidAt(at);

        Assert.That(await _scene.App.Database.EvidenceLinesAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task The_same_idempotency_key_sends_once()
    {
        await _scene.AFailedDeliveryAsync();

        var first = await _scene.App.Admin.PostJsonAsync(AlertScene.Deliver, new { force = true }, "alert-1");
        var second = await _scene.App.Admin.PostJsonAsync(AlertScene.Deliver, new { force = true }, "alert-1");

        Assert.That(second.Ok().ToJsonString(), Is.EqualTo(first.Ok().ToJsonString()));
        Assert.That(_scene.Chat.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_receivers_answer_and_people_type_is_kept_from_everywhere()
    {
        const string Canary = "ghp_0123456789abcdefABCDEF0123456789abcd";
        await _scene.AFailedDeliveryAsync();
        _scene.Chat.Answers(500, $"token={Canary}");

        var answer = await _scene.DeliverAsync(new { retries = 0, generated_by = $"robot {Canary}" });
        var listed = (await _scene.App.Admin.GetJsonAsync(AlertScene.Alerts)).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(answer.ToJsonString() + listed.ToJsonString(), Does.Not.Contain(Canary));
            Assert.That(_scene.Chat.Requests.Single().Text, Does.Not.Contain(Canary));
            Assert.That(_scene.App.Log.Text, Does.Not.Contain(Canary));
        });
        Assert.That(await _scene.App.Database.EverythingAsync(), Does.Not.Contain(Canary));
    }
}
