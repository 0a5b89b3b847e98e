using Cavra.Api.Tests.WorkerHealth;
using Cavra.Domain.Evidence;
using Cavra.Testing;

namespace Cavra.Api.Tests.HealthAlerts;

public sealed class AcknowledgeHealthAlertTests
{
    private HealthScene _scene = null!;
    private string _health = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await HealthScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task AlertSomebody()
    {
        await _scene.NewWorkspaceAsync();
        await _scene.AFailedDeliveryAsync();
        _health = (await _scene.DeliverAsync()).Text("health.health_id");
    }

    [TestCase("acknowledged", ExpectedResult = "chat settled 0")]
    [TestCase("resolved", ExpectedResult = "chat settled 0")]
    [TestCase("dismissed", ExpectedResult = "chat dismissed 0")]
    [TestCase("escalated", ExpectedResult = "chat open 0")]
    public async Task<string> An_answer_is_kept_with_who_gave_it_and_does_what_it_says(string state)
    {
        var answer = (await _scene.AnswerAsync(
            _health, new { provider = "chat", acknowledgement_state = state, notes = "On it.", acknowledged_by = "old client" })).Ok();

        var evidence = (await _scene.App.Database.EvidenceAsync())
            .Single(entry => (string?)entry.At("what")["metadata_kind"] == WireNames.HealthAlertAcknowledgementKind);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Text("acknowledgement.acknowledgement_state"), Is.EqualTo(state));
            Assert.That(answer.Text("acknowledgement.acknowledged_by"), Is.EqualTo(answer.Text("actor.actor")));
            Assert.That(answer.Text("acknowledgement.on_behalf_of"), Is.EqualTo("old client"));
            Assert.That(answer.Text("metadata.evidence_id"), Is.EqualTo(evidence.Text("evidence_id")));
            Assert.That(evidence.Text("what.summary.health_id"), Is.EqualTo(_health));
        });
        return (await _scene.RoutesAsync()).Single(route => route.StartsWith("chat", StringComparison.Ordinal));
    }

    [TestCase("acknowledged", ExpectedResult = "")]
    [TestCase("resolved", ExpectedResult = "")]
    [TestCase("dismissed", ExpectedResult = "chat dismissed 60")]
    [TestCase("escalated", ExpectedResult = "boss open 60, chat open 60")]
    public async Task<string> What_still_awaits_an_answer_is_listed_newest_first(string state)
    {
        _scene.App.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _scene.AnswerAsync(_health, new { provider = "chat", acknowledgement_state = state })).Ok();

        var list = (await _scene.App.Admin.GetJsonAsync($"{AlertScene.Alerts}/outstanding")).Ok().At("items").AsArray();

        Assert.That(list.Select(row => row!.Text("health_id")), Has.All.EqualTo(_health));
        return string.Join(", ", list.Select(row => $"{row!.Text("connector")} {row!.Text("state")} {row!.Number("acknowledgement_minutes")}"));
    }

    [Test]
    public async Task An_escalation_alerts_the_escalation_connectors()
    {
        (await _scene.AnswerAsync(_health, new { provider = "chat", acknowledgement_state = "escalated" })).Ok();

        Assert.That(_scene.Boss.Requests, Has.Count.EqualTo(1));
        Assert.That(await _scene.RoutesAsync(), Is.EqualTo(new[] { "boss open 0", "chat open 0" }));
    }

    [Test]
    public async Task An_alert_that_was_not_delivered_is_answered_and_stays_answered_when_it_arrives()
    {
        _scene.Boss.Answers(503);
        var routed = await _scene.DeliverAsync(new { provider = "boss", retries = 0 });
        var plan = routed.Text("plan.plan_id");

        var answer = (await _scene.AnswerAsync(_health, new { provider = "boss", plan_id = plan, acknowledgement_state = "acknowledged" })).Ok();
        var before = await _scene.RoutesAsync();
        _scene.Boss.Answers(200);
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(20));
        await _scene.SendWhatIsDueAsync();

        Assert.Multiple(() =>
        {
            Assert.That(routed.Flag("success"), Is.False);
            Assert.That(answer.Text("acknowledgement.plan_id"), Is.EqualTo(plan));
            Assert.That(answer.Text("acknowledgement.undelivered_providers.0"), Is.EqualTo("boss"));
            Assert.That(answer.Text("metadata.undelivered_providers.0"), Is.EqualTo("boss"));
            Assert.That(before, Is.EqualTo(new[] { "chat open 0" }));
        });
        Assert.That(await _scene.RoutesAsync(), Is.EqualTo(new[] { "chat open 0", "boss settled 0" }));
    }

    [TestCase("boss")]
    [TestCase("nobody")]
    public async Task Health_that_was_not_routed_there_is_not_found(string provider) =>
        (await _scene.AnswerAsync(_health, new { provider })).Problem(404, "health_alert.not_routed");

    [TestCase("gordackhealth-00000000000000000000000000000000")]
    [TestCase("nonsense")]
    public async Task Health_that_was_never_routed_is_not_found(string health) =>
        (await _scene.AnswerAsync(health, new { provider = "chat" })).Problem(404, "health_alert.not_routed");

    [Test]
    public async Task An_alert_unanswered_for_an_hour_is_told_by_health_and_goes_with_its_answer()
    {
        await _scene.App.Database.ExecuteAsync("update destinations set state = 'closed' where source = 'acknowledgement_audit'");
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(61));
        await _scene.ARunAsync();
        Assert.That((await _scene.HealthAsync()).Number("unacknowledged_alert_count"), Is.EqualTo(1));

        (await _scene.AnswerAsync(_health, new { provider = "chat" })).Ok();

        Assert.That((await _scene.HealthAsync()).Number("unacknowledged_alert_count"), Is.Zero);
    }

    [Test]
    public async Task The_history_and_the_dashboard_show_what_happened()
    {
        var before = (await _scene.App.Admin.GetJsonAsync(AlertScene.Dashboard)).Ok();
        await _scene.DeliverAsync();
        (await _scene.AnswerAsync(_health, new { provider = "chat", external_ref = "INC-1" })).Ok();

        var dashboard = (await _scene.App.Admin.GetJsonAsync(AlertScene.Dashboard)).Ok();
        var all = (await _scene.App.Admin.GetJsonAsync(AlertScene.Alerts)).Ok();
        var suppressed = (await _scene.App.Admin.GetJsonAsync(AlertScene.Alerts + "?suppressed=true")).Ok();
        var answers = (await _scene.App.Admin.GetJsonAsync(
            AlertScene.Alerts + $"?acknowledgement_state=acknowledged&health_id={_health}&provider=chat")).Ok();
        Assert.Multiple(() =>
        {
            Assert.That(before.Number("outstanding_acknowledgement_count"), Is.EqualTo(1));
            Assert.That(before.Text("outstanding_acknowledgements.0.connector"), Is.EqualTo("chat"));
            Assert.That(dashboard.Number("outstanding_acknowledgement_count"), Is.Zero);
            Assert.That(
                (dashboard.Number("plan_count"), dashboard.Number("delivery_count"), dashboard.Number("failed_delivery_count"),
                    dashboard.Number("acknowledgement_count"), dashboard.Number("suppressed_provider_count")),
                Is.EqualTo((2, 1, 0, 1, 1)));
            Assert.That(all.Number("total"), Is.EqualTo(4));
            Assert.That((suppressed.Number("total"), answers.Number("total")), Is.EqualTo((1, 1)));
        });
        (await _scene.App.Admin.GetJsonAsync(AlertScene.Alerts + "?suppresed=true")).InvalidAt("/suppresed");
    }

    [Test]
    public async Task Auditors_read_and_answer_nothing()
    {
        using var auditor = await _scene.App.ClientWithAsync("auditor");

        (await auditor.GetJsonAsync(AlertScene.Dashboard)).Ok();
        (await auditor.PostJsonAsync($"{AlertScene.Alerts}/{_health}/acknowledgements", new { provider = "chat" }))
            .Problem(403, "access.forbidden");
        (await auditor.PostJsonAsync(AlertScene.Deliver)).Problem(403, "access.forbidden");
    }

    [Test]
    public async Task Secrets_in_an_answer_are_kept_from_everywhere()
    {
        const string Canary = "AKIAIOSFODNN7CANARY0";

        var answer = (await _scene.AnswerAsync(
            _health, new { provider = "chat", notes = $"key {Canary}", external_ref = $"https://u:{Canary}@example.com" })).Ok();

        Assert.That(answer.ToJsonString(), Does.Not.Contain(Canary));
        Assert.That(_scene.App.Log.Text, Does.Not.Contain(Canary));
        Assert.That(await _scene.App.Database.EverythingAsync(), Does.Not.Contain(Canary));
    }
}
