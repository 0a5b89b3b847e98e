using System.Globalization;
using System.Text.Json.Nodes;
using Cavra.Domain.Evidence;
using Cavra.Testing;

namespace Cavra.Api.Tests.AuditDeliveries;

public sealed class DeliverAuditPackageTests
{
    private AuditScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await AuditScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task A_package_is_packed_planned_sent_without_notes_recorded_and_proved()
    {
        await _scene.GivenAnAnsweredNotificationAsync(notes: "Between us.");
        await _scene.Webhook.NextAsync();

        var answer = (await _scene.Client.PostJsonAsync(AuditScene.Audit, new { cadence = "nightly", schedule_ref = "cron-7" })).Ok();

        var sent = JsonNode.Parse((await _scene.Webhook.NextAsync()).Text)!;
        var (audit, delivery) = (answer.Text("audit_package.audit_id"), answer.Text("delivery_plan.delivery_id"));
        Assert.Multiple(() =>
        {
            Assert.That(answer.Flag("success"), Is.True);
            Assert.That(
                answer.At("audit_package.routes").AsArray().Select(route => (string?)route!["notes"]),
                Is.EquivalentTo(new[] { "Between us.", null }));
            Assert.That(answer.Text("audit_metadata.audit_id"), Is.EqualTo(audit));
            Assert.That(answer.Text("plan_metadata.delivery_id"), Is.EqualTo(delivery));
            Assert.That((answer.Text("metadata.audit_id"), answer.Text("metadata.delivery_id")), Is.EqualTo((audit, delivery)));
            Assert.That(answer.Text("metadata.connector_delivery_source"), Is.EqualTo("go_backend_rollback_drill_acknowledgement_audit"));
            Assert.That(
                (answer.Text("delivery_plan.cadence"), answer.Text("delivery_plan.schedule_ref"), answer.Text("delivery_plan.requested_provider")),
                Is.EqualTo(("nightly", "cron-7", "all")));
            Assert.That(answer.Number("delivery_plan.destination_count"), Is.EqualTo(2));
            Assert.That(
                answer.At("delivery.deliveries").AsArray().Select(item => (item!.Text("outcome"), item!.Number("status_code"))),
                Is.All.EqualTo(("accepted", 200)));
            Assert.That(sent.Text("type"), Is.EqualTo("cavra.go_backend.rollback_drill.acknowledgement_audit_delivery"));
            Assert.That(sent.Text("subject"), Is.EqualTo(delivery));
            Assert.That(sent.Text("data.content_digest"), Is.EqualTo(answer.Text("audit_package.content_digest")));
            Assert.That(ContentDigest.Of(WithoutDigest(sent.At("data"))), Is.EqualTo(sent.Text("data.content_digest")), "as it was received");
            Assert.That(sent.ToJsonString(), Does.Contain("CHG-17").And.Not.Contain("Between us."));
        });
        Assert.That(
            await _scene.Database.ColumnAsync("select connector || ' ' || state from destinations where audit_id is not null order by connector"),
            Is.EqualTo(new[] { "siem-webhook delivered", "webhook delivered" }));
        Assert.That(
            (await _scene.Database.EvidenceLinesAsync()).TakeLast(5),
            Is.EquivalentTo(new[]
            {
                "begin audit delivery: done", "begin audit delivery: done", "record attempts: done", "record attempts: done", "record attempts: done",
            }));
        Assert.That(await _scene.LoopsAsync(), Is.Empty);
    }

    [TestCase(503, "server_error", "theirs")]
    [TestCase(401, "authentication", "theirs")]
    [TestCase(404, "rejected", "theirs")]
    [TestCase(410, "rejected", "theirs")]
    [TestCase(429, "throttled", "theirs")]
    public async Task A_receiver_that_refuses_leaves_an_open_loop(int status, string failure, string fault)
    {
        _scene.Siem.Answers(status, "no", ("Retry-After", "3600"));

        var answer = await _scene.DeliverAsync("siem-webhook");

        var destination = (await _scene.DestinationsAsync("?state=failed")).Single()!;
        Assert.Multiple(() =>
        {
            Assert.That(answer.Flag("success"), Is.False);
            Assert.That(answer.Text("delivery.deliveries.0.failure_class"), Is.EqualTo(failure));
            Assert.That(answer.Number("delivery.deliveries.0.retry_after_seconds"), Is.EqualTo(3600));
            Assert.That(destination.Text("failure_class"), Is.EqualTo(failure));
            Assert.That(destination.Text("latest_attempt.fault"), Is.EqualTo(fault));
            Assert.That(destination.Text("latest_attempt.answer_excerpt"), Is.EqualTo("no"));
            Assert.That(destination["next_attempt_at"], Is.Null);
        });
        Assert.That((await _scene.LoopsAsync("?open=true")).Single()!.Text("open_gate"), Is.EqualTo("noticed"));
        var attempt = (await _scene.Database.EvidenceAsync()).Single(entry => (string?)entry["what"]?["metadata_kind"] == "release-connector-attempt");
        Assert.That((attempt.Text("what.summary.failure_class"), attempt.Number("what.summary.status_code")), Is.EqualTo((failure, status)));
    }

    [TestCase("3600", 60, 60)]
    [TestCase("100000000000", 1_440, 1_440)]
    [TestCase("Fri, 31 Dec 9999 23:59:59 GMT", 1_440, 1_440)]
    [TestCase("Wed, 21 Oct 2015 07:28:00 GMT", 15, 16.5)]
    [TestCase("-5", 15, 16.5)]
    [TestCase("7200.5", 15, 16.5)]
    [TestCase("soon", 15, 16.5)]
    public async Task What_a_receiver_asks_for_is_waited_for_as_far_as_the_policy_goes(string asked, double least, double most)
    {
        _scene.Siem.Answers(503, "no", ("Retry-After", asked));
        var delivered = await _scene.DeliverAsync("siem-webhook");

        var decision = (await _scene.Client.PostJsonAsync($"{AuditScene.Audit}/retry-plan")).Created().At("plan.retry_decisions.0");

        Assert.That(decision.Text("latest_delivery_id"), Does.StartWith("rcd-").And.EqualTo(delivered.Text("delivery.event_id")));
        var failedAt = DateTimeOffset.Parse(decision.Text("latest_delivery_at"), CultureInfo.InvariantCulture);
        var nextAt = DateTimeOffset.Parse(decision.Text("next_retry_at"), CultureInfo.InvariantCulture);
        Assert.That((nextAt - failedAt).TotalMinutes, Is.InRange(least, most));
    }

    [Test]
    public async Task A_receiver_that_is_not_there_is_unreachable()
    {
        await using var scene = await AuditScene.StartAsync();
        await scene.Siem.DisposeAsync();

        var answer = await scene.DeliverAsync("siem-webhook");

        Assert.That(
            (answer.Text("delivery.deliveries.0.failure_class"), answer.Number("delivery.deliveries.0.status_code")),
            Is.EqualTo(("unreachable", 0)));
    }

    [Test]
    public async Task A_receiver_that_confirms_is_told_from_one_that_accepts()
    {
        _scene.Siem.Answers(200, "", ("webhook-delivery", "confirmed"));

        var answer = await _scene.DeliverAsync("siem-webhook");

        Assert.That(answer.Text("delivery.deliveries.0.outcome"), Is.EqualTo("confirmed"));
        Assert.That((await _scene.DestinationsAsync()).Single()!.Text("outcome"), Is.EqualTo("confirmed"));
    }

    [Test]
    public async Task A_package_without_routes_is_delivered_for_that_is_what_there_is_to_say()
    {
        var answer = await _scene.DeliverAsync();

        Assert.That((answer.Flag("success"), answer.Number("audit_package.route_count")), Is.EqualTo((true, 0)));
        Assert.That(JsonNode.Parse((await _scene.Webhook.NextAsync()).Text)!.At("data.routes").AsArray(), Is.Empty);
    }

    [Test]
    public async Task A_package_that_exists_is_delivered_as_it_was_packed()
    {
        await _scene.GivenAnAnsweredNotificationAsync();
        var packed = (await _scene.Client.PostJsonAsync($"{AuditScene.Root}/acknowledgements/audit-package")).Ok();
        await _scene.GivenAnAnsweredNotificationAsync("weekly");
        var id = packed.Text("audit_package.audit_id");

        var answer = (await _scene.Client.PostJsonAsync(AuditScene.Audit, new { audit_id = id, provider = "siem-webhook" })).Ok();

        Assert.That(answer.At("audit_package").ToJsonString(), Is.EqualTo(packed.At("audit_package").ToJsonString()));
        Assert.That(answer.Text("audit_metadata.evidence_id"), Is.EqualTo(packed.Text("metadata.evidence_id")));
        Assert.That(answer.At("delivery_plan.selected_providers").ToJsonString(), Is.EqualTo("[\"siem-webhook\"]"));
        Assert.That(await _scene.Database.ScalarAsync<long>("select count(*) from audit_packages"), Is.EqualTo(1));
    }

    [TestCase("gordackaudit-00000000000070008000000000000000")]
    [TestCase("not-an-id")]
    public async Task A_package_that_does_not_exist_is_not_found(string id)
    {
        (await _scene.Client.PostJsonAsync(AuditScene.Audit, new { audit_id = id })).Problem(404, "audit_package.not_found");

        Assert.That((await _scene.Database.EvidenceLinesAsync())[^1], Is.EqualTo("begin audit delivery: refused:audit_package.not_found"));
    }

    [Test]
    public async Task An_unknown_connector_is_refused_and_nothing_is_packed()
    {
        (await _scene.Client.PostJsonAsync(AuditScene.Audit, new { delivery_provider = "webhook,pager" })).Problem(422, "connector.unknown");

        Assert.That(await _scene.Database.ScalarAsync<long>("select count(*) from audit_packages"), Is.Zero);
        Assert.That(_scene.Webhook.Requests, Is.Empty);
    }

    [TestCase("""{"retries":6}""", "/retries")]
    [TestCase("""{"retries":2147483647}""", "/retries")]
    [TestCase("""{"retries":"2"}""", "/retries")]
    [TestCase("""{"timeout_seconds":0.09}""", "/timeout_seconds")]
    [TestCase("""{"timeout_seconds":1e300}""", "/timeout_seconds")]
    [TestCase("""{"cadence":null}""", "/cadence")]
    [TestCase("""{"cadence":"every night"}""", "/cadence")]
    [TestCase("""{"audit_id":"x","owner":"a"}""", "/owner")]
    [TestCase("""{"audit_id":"x","schedule_id":"a"}""", "/schedule_id")]
    public async Task What_is_out_of_range_is_named(string body, string member) =>
        (await _scene.Client.PostJsonAsync(AuditScene.Audit, body)).InvalidAt(member);

    [Test]
    public async Task Without_any_connector_a_credential_comes_first_and_then_the_refusal()
    {
        await using var app = await CavraApp.StartAsync();
        using var nobody = app.Client(null);

        (await nobody.PostJsonAsync(AuditScene.Audit)).Problem(401, "authentication.required");
        (await app.Admin.PostJsonAsync(AuditScene.Audit)).Problem(409, "connector.none_configured");
    }

    [Test]
    public async Task The_same_key_is_in_flight_until_the_answer_and_then_replays_it()
    {
        _scene.Siem.Hangs();
        var body = new { delivery_provider = "siem-webhook", retries = 0, timeout_seconds = 30 };
        var first = _scene.Client.PostJsonAsync(AuditScene.Audit, body, "once");
        await _scene.Siem.NextAsync();

        (await _scene.Client.PostJsonAsync(AuditScene.Audit, body, "once")).Problem(409, "idempotency.in_flight");
        _scene.App.Clock.Advance(TimeSpan.FromSeconds(30));
        var answer = (await first).Ok();
        var again = await _scene.Client.PostJsonAsync(AuditScene.Audit, body, "once");

        Assert.That(answer.Text("delivery.deliveries.0.failure_class"), Is.EqualTo("timeout"));
        Assert.That(again.Ok().ToJsonString(), Is.EqualTo(answer.ToJsonString()));
        Assert.That(again.Response.Headers.GetValues("Idempotency-Replayed"), Is.EqualTo(new[] { "true" }));
        Assert.That(_scene.Siem.Requests, Has.Count.EqualTo(1));
    }

    private static JsonObject WithoutDigest(JsonNode received)
    {
        var package = received.DeepClone().AsObject();
        package.Remove("content_digest");
        return package;
    }
}
