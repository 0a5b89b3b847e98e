using System.Text.Json.Nodes;
using Cavra.Api.Tests.Access;
using Cavra.Api.Tests.AuditDeliveries;
using Cavra.Testing;

namespace Cavra.Api.Tests.Loops;

public sealed class GetLoopTests
{
    private AuditScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await AuditScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task Every_gate_tells_when_who_what_proves_it_and_how_long_it_took()
    {
        var id = await GivenAFailedDeliveryAsync();
        var (planned, alerted, accepted) = await GivenItWasNoticedRoutedAndReviewedAsync("accepted");
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(3));

        var loop = await LoopAsync(id);

        var gates = loop.At("gates").AsArray();
        Assert.Multiple(() =>
        {
            Assert.That(gates.Select(gate => gate!.Text("gate")), Is.EqualTo(new[] { "noticed", "routed", "reviewed", "approved", "executed", "recovered" }));
            Assert.That(gates.Select(gate => gate!.Flag("passed")), Is.EqualTo(new[] { true, true, true, false, false, false }));
            Assert.That(gates.Select(gate => (string?)gate!["passed_at"]), Is.EqualTo(new[]
            {
                "2026-11-02T09:10:01Z", "2026-11-02T09:15:01Z", "2026-11-02T09:17:01Z", null, null, null,
            }));
            Assert.That(gates.Select(gate => (string?)gate!["actor"]), Is.EqualTo(new[] { "administrator", "administrator", "operator", null, null, null }));
            Assert.That(gates.Select(gate => (string?)gate!["evidence_id"]), Is.EqualTo(new[] { planned, alerted, accepted, null, null, null }));
            Assert.That(gates.Select(gate => (long?)gate!["elapsed_seconds"]), Is.EqualTo(new long?[] { 601, 300, 120, 180, null, null }));
            Assert.That(gates.Select(gate => gate!.Flag("applies")), Is.All.True);
            Assert.That((loop.Text("open_gate"), loop.Flag("open"), loop.Text("opened_at")), Is.EqualTo(("approved", true, "2026-11-02T09:00:00Z")));
            Assert.That((loop.Number("age_minutes"), loop["closed_at"]), Is.EqualTo((20, (JsonNode?)null)));
        });
        foreach (var (evidence, action) in new[] { (planned, "plan retries"), (accepted, "acknowledge retry plan") })
        {
            Assert.That((await _scene.Client.GetJsonAsync($"/evidence/entries/{evidence}")).Ok().Text("document.what.action"), Is.EqualTo(action));
        }
    }

    [Test]
    public async Task A_loop_that_a_person_ended_is_closed_by_the_gates_that_lead_there()
    {
        var id = await GivenAFailedDeliveryAsync();
        await GivenItWasNoticedRoutedAndReviewedAsync("resolved");
        _scene.App.Clock.Advance(TimeSpan.FromHours(1));

        var loop = await LoopAsync(id);

        Assert.Multiple(() =>
        {
            Assert.That((loop.Text("state"), loop.Flag("open"), loop.Text("closed_at")), Is.EqualTo(("closed", false, "2026-11-02T09:17:01Z")));
            Assert.That(loop["open_gate"], Is.Null);
            Assert.That(loop.Number("age_minutes"), Is.EqualTo(17));
            Assert.That(
                loop.At("gates").AsArray().Select(gate => gate!.Flag("applies")), Is.EqualTo(new[] { true, true, true, false, false, false }));
            Assert.That(
                loop.At("gates").AsArray().Select(gate => gate!.Flag("passed")), Is.EqualTo(new[] { true, true, true, false, false, false }));
        });
    }

    [Test]
    public async Task A_gate_without_evidence_is_not_passed_whatever_the_destination_says()
    {
        var id = await GivenAFailedDeliveryAsync();
        await GivenItWasNoticedRoutedAndReviewedAsync("resolved");
        await _scene.Database.ExecuteAsync("delete from gates_passed where gate = 'reviewed'");

        var loop = await LoopAsync(id);

        Assert.Multiple(() =>
        {
            Assert.That((loop.Text("state"), loop.Flag("open"), loop.Text("open_gate")), Is.EqualTo(("closed", true, "reviewed")));
            Assert.That(loop.Flag("gates.2.passed"), Is.False);
            Assert.That((loop["gates"]![2]!["passed_at"], loop["gates"]![2]!["actor"], loop["gates"]![2]!["evidence_id"]), Is.EqualTo(((JsonNode?)null, (JsonNode?)null, (JsonNode?)null)));
        });
    }

    [Test]
    public async Task There_is_no_loop_of_another_workspace_of_what_never_failed_or_of_nothing()
    {
        var id = await GivenAFailedDeliveryAsync();
        await _scene.DeliverAsync("webhook");
        var delivered = (await _scene.DestinationsAsync("?state=delivered")).Single()!.Text("destination_id");
        using var stranger = await _scene.App.OpenWorkspaceAsync("other", RoleTable.Roles);

        (await stranger.GetJsonAsync($"{AuditScene.Audit}/loops/{id}")).Problem(404, "loop.not_found");
        (await _scene.Client.GetJsonAsync($"{AuditScene.Audit}/loops/{delivered}")).Problem(404, "loop.not_found");
        (await _scene.Client.GetJsonAsync($"{AuditScene.Audit}/loops/{id[..^4]}0000")).Problem(404, "loop.not_found");
    }

    private async Task<string> GivenAFailedDeliveryAsync()
    {
        _scene.Siem.Answers(503);
        await _scene.DeliverAsync("siem-webhook");
        return (await _scene.DestinationsAsync("?state=failed")).Single()!.Text("destination_id");
    }

    private async Task<(string Planned, string Alerted, string Reviewed)> GivenItWasNoticedRoutedAndReviewedAsync(string state)
    {
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(10));
        var plan = (await _scene.Client.PostJsonAsync($"{AuditScene.Audit}/retry-plan")).Created();
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(5));
        var alert = (await _scene.Client.PostJsonAsync(
            $"{AuditScene.Audit}/worker-health-alerts/deliver", new { provider = "webhook", retries = 0 })).Ok();
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(2));
        using var person = await _scene.App.ClientWithAsync("operator");
        var reviewed = (await person.PostJsonAsync(
            $"{AuditScene.Audit}/retry-plans/{plan.Text("plan.retry_plan_id")}/acknowledgements",
            new { provider = "siem-webhook", acknowledgement_state = state, notes = "Seen." })).Ok();
        return (plan.Text("metadata.evidence_id"), alert.Text("metadata.evidence_id"), reviewed.Text("metadata.evidence_id"));
    }

    private async Task<JsonObject> LoopAsync(string id) => (await _scene.Client.GetJsonAsync($"{AuditScene.Audit}/loops/{id}")).Ok();
}
