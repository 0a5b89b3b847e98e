using System.Text;
using Cavra.Api.Tests.WorkerHealth;
using Cavra.Domain.Evidence;
using Cavra.Testing;

namespace Cavra.Api.Tests.RetryPlans;

/// <summary>Who escalates a retry hands it to somebody else, who has to learn of it.</summary>
public sealed class EscalateRetryTests
{
    private HealthScene _scene = null!;
    private string _answers = "";

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await HealthScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task PlanOverAFailure()
    {
        await _scene.NewWorkspaceAsync();
        await _scene.AFailedDeliveryAsync();
        var plan = (await _scene.App.Admin.PostJsonAsync($"{HealthScene.Audit}/retry-plan")).Created().Text("plan.retry_plan_id");
        _answers = $"{HealthScene.Audit}/retry-plans/{plan}/acknowledgements";
    }

    [Test]
    public async Task An_escalated_retry_alerts_the_escalation_connectors_once_with_evidence()
    {
        var body = new { provider = "siem", acknowledgement_state = "escalated", notes = "Beyond me." };
        var answer = (await _scene.App.Admin.PostJsonAsync(_answers, body, idempotencyKey: "escalate-1")).Ok();
        (await _scene.App.Admin.PostJsonAsync(_answers, body, idempotencyKey: "escalate-1")).Ok();

        Assert.That(answer.Text("metadata.metadata_kind"), Is.EqualTo(WireNames.RetryAcknowledgementKind));
        Assert.That((_scene.Boss.Requests.Count, _scene.Chat.Requests.Count), Is.EqualTo((1, 0)));
        Assert.That(Encoding.UTF8.GetString(_scene.Boss.Requests.Single().Body), Does.Contain("connector_failure"));
        Assert.That(
            await _scene.App.Database.ColumnAsync("select connector || ' ' || state from health_alert_routes"), Is.EqualTo(new[] { "boss open" }));
        var proved = (await _scene.App.Database.EvidenceAsync()).Where(entry => entry.Text("what.action") == "acknowledge retry plan");
        Assert.That(
            proved.Select(entry => entry.Text("what.metadata_kind")),
            Is.EquivalentTo(new[] { WireNames.RetryAcknowledgementKind, WireNames.HealthAlertPlanKind }));
    }

    [Test]
    public async Task The_answer_is_kept_although_nobody_takes_the_alert()
    {
        _scene.Boss.Answers(500);

        (await _scene.App.Admin.PostJsonAsync(_answers, new { provider = "siem", acknowledgement_state = "escalated" })).Ok();

        Assert.That(_scene.Boss.Requests, Is.Not.Empty);
        Assert.That(await _scene.App.Database.ColumnAsync("select review ->> 'state' from destinations where review is not null"), Is.EqualTo(new[] { "escalated" }));
    }

    [TestCase("accepted")]
    [TestCase("deferred")]
    [TestCase("resolved")]
    [TestCase("dismissed")]
    public async Task Another_answer_alerts_nobody(string state)
    {
        (await _scene.App.Admin.PostJsonAsync(
            _answers, new { provider = "siem", acknowledgement_state = state, external_ref = "CHG-1", notes = "Known." })).Ok();

        Assert.That((_scene.Boss.Requests.Count, _scene.Chat.Requests.Count), Is.EqualTo((0, 0)));
    }
}
