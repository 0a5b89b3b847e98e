using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Workers;
using Cavra.Domain.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Application.AuditDeliveries;

/// <summary>
/// The delivery loop: says of attempts that were left behind that they were interrupted, then begins what is due by itself and goes
/// on. Each is recorded as it comes back, with what came back meanwhile: one that hangs keeps no other from being sent or known, and neither does one that faults.
/// </summary>
internal sealed class DeliveryTurn(
    ICavraDbContext db, IDispatcher dispatcher, IConnectorCatalog catalog, IDeliveryEngine engine, WorkInHand inHand, RecordingQueue recordings,
    Call call, TimeProvider clock)
    : IWorkerTurn
{
    public string Name => LoopSignals.Delivery;

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task<TimeSpan?> TakeAsync(CancellationToken cancellationToken)
    {
        var interrupted = await dispatcher.SendAsync(new RecordInterruptions(), cancellationToken);
        db.DiscardChanges();
        var next = await BeginAsync(cancellationToken);
        return interrupted is { Refusal: null, Value.Attempts.Count: RecordInterruptions.Batch } ? TimeSpan.Zero : next - clock.GetUtcNow();
    }

    /// <returns>When there will be more to begin; null when nothing is known of it.</returns>
    private async Task<DateTimeOffset?> BeginAsync(CancellationToken cancellationToken)
    {
        // No faster than is recorded: what a process that dies has begun counts as interrupted.
        var room = recordings.WaitingIn(call.Workspace) < BeginDue.Batch ? inHand.RoomIn(call.Workspace) : 0;
        var rooms = catalog.All.ToDictionary(
            connector => connector.Name,
            connector => Math.Min(inHand.RoomAt(call.Workspace, connector.Name), engine.RoomAt(connector.Name)));
        var begun = await dispatcher.SendAsync(new BeginDue(room, rooms), cancellationToken);
        db.DiscardChanges();
        if (begun.Refusal is { } refusal)
        {
            // Whoever was faster has changed what was looked at, and nobody calls again for what was due.
            return refusal.Code == CommonRefusals.ChangedMeanwhile.Code ? clock.GetUtcNow() : null;
        }

        var rounds = begun.Value.Rounds.Where(round => round.Connectors.Count + round.Held.Count > 0).ToList();
        foreach (var round in rounds)
        {
            inHand.Begin(call, round.Connectors, services => FinishAsync(round, services));
        }

        if (HasTakenAll(room, rooms, rounds))
        {
            inHand.CallWhenSomethingEnds(call.Workspace, Name);
        }

        return begun.Value.GoOnAt;
    }

    // Whether there may be more for which the room was too small. Where a connector's pace left none, nothing ends: the next turn comes by itself.
    private bool HasTakenAll(int room, Dictionary<string, int> rooms, List<StartedRound> rounds)
    {
        var taken = rounds.SelectMany(round => round.Connectors).CountBy(connector => connector).ToDictionary();
        return taken.Values.Sum() >= room || rooms.Any(at => at.Value == 0
            ? inHand.RoomAt(call.Workspace, at.Key) < WorkInHand.ConnectorRoom
            : taken.GetValueOrDefault(at.Key) >= at.Value);
    }

    private async Task FinishAsync(StartedRound round, IServiceProvider services)
    {
        var rounds = services.GetRequiredService<DeliveryRounds>();
        await recordings.RecordAsync(call.Workspace, await rounds.SendAsync(round), rounds.RecordTogetherAsync);
    }
}
