using System.Text.Json.Nodes;
using Cavra.Domain.AuditDeliveries;
using Cavra.Testing;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.Approvals;

/// <summary>What loops show of approvals and retries: those that count.</summary>
public sealed class ApprovalGateTests
{
    private FailingReceiver _siem = null!;
    private CavraApp _cavra = null!;
    private GovernedLoop _loop = null!;

    [OneTimeSetUp]
    public async Task StartCavra()
    {
        _siem = await FailingReceiver.StartAsync();
        _cavra = await CavraApp.StartAsync(GovernedLoop.Connectors(_siem, _siem));
    }

    [OneTimeTearDown]
    public async Task StopCavra()
    {
        await _cavra.DisposeAsync();
        await _siem.DisposeAsync();
    }

    [SetUp]
    public async Task OpenWorkspace()
    {
        _siem.Reset();
        _loop = await GovernedLoop.OpenAsync(_cavra);
    }

    [TestCase("denied")]
    [TestCase("deferred")]
    [TestCase("expired")]
    public async Task An_approval_that_was_taken_back_is_awaited_again(string answer)
    {
        var destination = await ApprovedAndRoutedAsync();
        await WaitsAtAsync(destination, "executed");
        var other = await _loop.App.ClientWithAsync("approver", "auditor");

        (await _loop.DecideAsync(await _loop.AskAsync(), state: answer, by: other)).Ok();

        await WaitsAtAsync(destination, "approved");
    }

    [Test]
    public async Task Stricter_terms_and_expiry_make_an_approval_awaited_again()
    {
        var destination = await ApprovedAndRoutedAsync();

        await _loop.AskAsync(new { approvals_required = 2 });
        await WaitsAtAsync(destination, "approved");
        (await _loop.DecideAsync(await _loop.AskAsync(), by: await _loop.App.ClientWithAsync("approver", "auditor"))).Ok();
        await WaitsAtAsync(destination, "executed");
        _loop.App.Clock.Advance(TimeSpan.FromDays(1));
        await WaitsAtAsync(destination, "approved");
    }

    [Test]
    public async Task A_retry_that_failed_has_not_passed_its_gate_and_needs_another_approval()
    {
        _siem.Answers(500);
        var destination = await ApprovedAndRoutedAsync();

        await _loop.RunAsync();

        await WaitsAtAsync(destination, "approved");
        Assert.That((await GateAsync(destination, "executed")).Flag("passed"), Is.False);
    }

    [Test]
    public async Task A_closed_loop_names_who_approved_the_attempt_that_delivered()
    {
        _siem.Answers(500);
        var destination = await ApprovedAndRoutedAsync();
        await _loop.RunAsync();
        _siem.Answers(200);
        _loop.App.Clock.Advance(TimeSpan.FromHours(2));
        var (other, third) = (await _loop.App.ClientWithAsync("approver", "auditor"), await _loop.App.ClientWithAsync("approver", "ci"));
        (await _loop.DecideAsync(await _loop.AskAsync(), by: other)).Ok();
        _loop.App.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _loop.DecideAsync(await _loop.AskAsync(), state: "denied")).Ok();
        _loop.App.Clock.Advance(TimeSpan.FromSeconds(1));
        var counting = (await _loop.DecideAsync(await _loop.AskAsync(), by: third)).Ok();

        var run = await _loop.RunAsync();

        var (approved, executed) = (await GateAsync(destination, "approved"), await GateAsync(destination, "executed"));
        Assert.That((approved.Text("actor"), approved.Text("evidence_id")), Is.EqualTo(("approver-ci", counting.Text("metadata.evidence_id"))));
        Assert.That(executed.Text("evidence_id"), Is.EqualTo(run.Texts("retry_results.0.execution_record.public_evidence_refs")[^1]));
        Assert.That((await LoopAsync(destination)).Flag("open"), Is.False);
        Assert.That(
            await _loop.App.Database.ScalarAsync<long>("select count(*) from gates_passed where gate = 'approved'"), Is.EqualTo(3), "all stay on record");
    }

    private async Task<Destination> ApprovedAndRoutedAsync()
    {
        var destination = await _loop.ApprovedAsync();
        await _loop.App.Database.ExecuteAsync(
            """
            insert into gates_passed (workspace_id, destination_id, gate, evidence_id, passed_at, actor)
            select workspace_id, id, 'routed', gen_random_uuid(), open_since, 'x' from destinations
            """);
        return destination;
    }

    private async Task WaitsAtAsync(Destination destination, string gate)
    {
        Assert.That((await LoopAsync(destination)).Text("open_gate"), Is.EqualTo(gate));
        var detail = (await _loop.Operator.GetJsonAsync($"{Deliveries}/destinations/{destination.Id}")).Ok();
        Assert.That(detail.Text("loop.open_gate"), Is.EqualTo(gate));
        var counted = (await _loop.Operator.GetJsonAsync($"{Deliveries}/loops/gates")).Ok().At("gates").AsArray();
        Assert.That(counted.Where(it => it!.Number("count") > 0).Select(it => it!.Text("gate")), Is.EqualTo(new[] { gate }));
        foreach (var each in new[] { "approved", "executed", "recovered" })
        {
            var listed = (await _loop.Operator.GetJsonAsync($"{Deliveries}/loops?gate={each}")).Ok().At("items").AsArray();
            Assert.That(listed.Select(it => it!.Text("open_gate")), Is.EqualTo(each == gate ? [gate] : Array.Empty<string>()));
        }
    }

    private async Task<JsonNode> LoopAsync(Destination destination) =>
        (await _loop.Operator.GetJsonAsync($"{Deliveries}/loops/{destination.Id}")).Ok();

    private async Task<JsonNode> GateAsync(Destination destination, string gate) =>
        (await LoopAsync(destination)).At("gates").AsArray().Single(it => it!.Text("gate") == gate)!;
}
