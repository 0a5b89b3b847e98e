using Cavra.Application.AuditDeliveries;
using Cavra.Application.Messaging;
using Cavra.Domain.AuditDeliveries;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.AuditDeliveries;

public sealed class RecordingTests
{
    private FailingReceiver _receiver = null!;
    private CavraApp _app = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _receiver = await FailingReceiver.StartAsync();
        _app = await CavraApp.StartAsync(GivenDrills.Connectors(_receiver, _receiver));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _app.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Test]
    public async Task Rounds_are_recorded_together_each_with_its_evidence_and_one_recorded_before_is_found_again()
    {
        await HoldAsync();
        await HoldAsync();
        await using var scope = await _app.Services.WorkerScopeAsync(_app.Database);
        var rounds = scope.ServiceProvider.GetRequiredService<DeliveryRounds>();
        var sent = new List<SentRound>();
        foreach (var round in await BeginAsync(scope.ServiceProvider))
        {
            sent.Add(await rounds.SendAsync(round));
        }

        var first = (await rounds.RecordAsync(sent[0])).Value;
        var together = await rounds.RecordTogetherAsync(sent);
        var again = (await rounds.RecordAsync(sent[0])).Value;

        Assert.That((together, again.IsChanged, again.Metadata.EvidenceId), Is.EqualTo((true, false, first.Metadata.EvidenceId)));
        Assert.That(await _app.Database.ColumnAsync("select outcome from attempts where outcome <> 'held'"), Is.EqualTo(new[] { "accepted", "accepted" }));
        Assert.That(await EntriesAsync(), Is.EqualTo(2));
        Assert.That(await _app.Database.ColumnAsync("select distinct state from destinations"), Is.EqualTo(new[] { "delivered" }));
    }

    [Test]
    public async Task One_that_cannot_be_recorded_costs_no_other_its_result()
    {
        await HoldAsync();
        await HoldAsync();
        await using var scope = await _app.Services.WorkerScopeAsync(_app.Database);
        var rounds = scope.ServiceProvider.GetRequiredService<DeliveryRounds>();
        var begun = await BeginAsync(scope.ServiceProvider);
        var (first, second) = (await rounds.SendAsync(begun[0]), await rounds.SendAsync(begun[1]));
        await rounds.RecordAsync(first);
        var another = first with { Made = [.. first.Made.Select(made => made with { Intent = made.Intent with { AttemptId = new AttemptId(Guid.CreateVersion7(CavraApp.Start)) } })] };

        var together = await rounds.RecordTogetherAsync([another, second]);
        var queue = new RecordingQueue();
        var workspace = await _app.Database.WorkspaceAsync();
        await Task.WhenAll(new[] { another, second }.Select(round => queue.RecordAsync(workspace, round, rounds.RecordTogetherAsync))).OrHangAsync();

        Assert.That(together, Is.False);
        Assert.That(await _app.Database.ColumnAsync("select state from destinations"), Is.All.EqualTo("delivered"));
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from attempts where outcome = 'accepted'"), Is.EqualTo(2));
        Assert.That(
            await _app.Database.ColumnAsync("select distinct outcome from evidence_entries where outcome <> 'done'"),
            Is.EqualTo(new[] { "refused:destination.already_recorded" }));
    }

    [Test]
    public async Task What_has_just_become_due_is_taken_up_with_the_oldest_of_a_connector_that_is_far_behind()
    {
        await PauseAsync("webhook", "siem-webhook");
        for (var delivery = 0; delivery < BeginDue.Batch; delivery++)
        {
            await DeliverAsync("webhook");
        }

        await DeliverAsync("siem-webhook");
        await ResumeAsync("webhook", "siem-webhook");
        await using var scope = await _app.Services.WorkerScopeAsync(_app.Database);

        var begun = await BeginAsync(scope.ServiceProvider, room: BeginDue.Batch);

        var connectors = begun.SelectMany(round => round.Connectors).CountBy(connector => connector).ToDictionary();
        Assert.That((connectors["webhook"], connectors["siem-webhook"]), Is.EqualTo((BeginDue.Batch / 2, 1)));
    }

    [Test]
    public async Task Of_a_half_open_circuit_one_worker_takes_the_probe_and_another_none()
    {
        await HoldAsync();
        await HoldAsync();
        await HoldAsync();
        await _app.Database.ExecuteAsync(
            "update connector_states set breaker = breaker::jsonb || '{\"openings\": 1, \"open_until\": \"2026-11-02T09:00:00Z\"}'::jsonb");
        await using var one = await _app.Services.WorkerScopeAsync(_app.Database);
        await using var other = await _app.Services.WorkerScopeAsync(_app.Database);

        var begun = new[] { await BeginAsync(one.ServiceProvider, room: 1), await BeginAsync(other.ServiceProvider, room: 1) };

        Assert.That(begun.SelectMany(rounds => rounds).SelectMany(round => round.Intents).Count(), Is.EqualTo(1));
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from destinations where state = 'sending'"), Is.EqualTo(1));
    }

    private static async Task<IReadOnlyList<StartedRound>> BeginAsync(IServiceProvider services, int room = 10)
    {
        var begun = await services.GetRequiredService<IDispatcher>().SendAsync(
            new BeginDue(room, new Dictionary<string, int> { ["webhook"] = room, ["siem-webhook"] = room }), CancellationToken.None);
        return begun.Value.Rounds;
    }

    private async Task HoldAsync()
    {
        await PauseAsync("webhook");
        await DeliverAsync("webhook");
        await ResumeAsync("webhook");
    }

    private async Task PauseAsync(params string[] connectors)
    {
        foreach (var connector in connectors)
        {
            (await _app.Admin.PostJsonAsync($"/connectors/{connector}/pause", new { reason = "Maintenance." })).Ok();
        }
    }

    private async Task ResumeAsync(params string[] connectors)
    {
        foreach (var connector in connectors)
        {
            (await _app.Admin.PostJsonAsync($"/connectors/{connector}/resume")).Ok();
            _app.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private async Task DeliverAsync(string connector) =>
        (await _app.Admin.PostJsonAsync(GivenFailures.Deliveries, new { delivery_provider = connector, retries = 0 })).Ok();

    private Task<long> EntriesAsync() => _app.Database.ScalarAsync<long>(
        "select count(*) from evidence_entries where kind = 'release-connector-delivery' and delivery_success");
}
