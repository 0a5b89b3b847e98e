using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Workers;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Application.AuditDeliveries;

/// <summary>
/// The delivery loop: says of attempts that were left behind that they were interrupted, then begins what is due by itself and goes
/// on. Each is recorded as it comes back, with what came back meanwhile: one that hangs keeps no other from being sent or known, and neither does one that faults.
/// </summary>
internal sealed class DeliveryTurn(
    ICavraDbContext db, IDispatcher dispatcher, IConnectorCatalog catalog, IDeliveryEngine engine, WorkInHand inHand, RecordingQueue recordings,
    Call call)
    : IWorkerTurn
{
    public string Name => "delivery";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task<bool> TakeAsync(CancellationToken cancellationToken)
    {
        var interrupted = await dispatcher.SendAsync(new RecordInterruptions(), cancellationToken);
        db.DiscardChanges();
        await BeginAsync(cancellationToken);
        return interrupted is { Refusal: null, Value.Attempts.Count: RecordInterruptions.Batch };
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        var most = inHand.RoomIn(call.Workspace);
        var rooms = catalog.All.ToDictionary(
            connector => connector.Name,
            connector => Math.Min(inHand.RoomAt(call.Workspace, connector.Name), engine.RoomAt(connector.Name)));
        var begun = await dispatcher.SendAsync(new BeginDue(most, rooms), cancellationToken);
        db.DiscardChanges();
        if (begun.Refusal is not null)
        {
            return;
        }

        var rounds = begun.Value.Rounds.Where(round => round.Connectors.Count + round.Held.Count > 0).ToList();
        foreach (var round in rounds)
        {
            inHand.Begin(call, round.Connectors, services => FinishAsync(round, services));
        }

        if (MayHaveMore(most, rooms, rounds))
        {
            inHand.CallWhenSomethingEnds(call.Workspace, Name);
        }
    }

    // Where all the room was taken, now or before. Where a connector's pace left none, nothing ends: the next turn comes by itself.
    private bool MayHaveMore(int most, Dictionary<string, int> rooms, List<StartedRound> rounds)
    {
        var taken = rounds.SelectMany(round => round.Connectors).CountBy(connector => connector).ToDictionary();
        return taken.Values.Sum() >= most || rooms.Any(room => room.Value == 0
            ? inHand.RoomAt(call.Workspace, room.Key) < WorkInHand.ConnectorRoom
            : taken.GetValueOrDefault(room.Key) >= room.Value);
    }

    private async Task FinishAsync(StartedRound round, IServiceProvider services)
    {
        var rounds = services.GetRequiredService<DeliveryRounds>();
        await recordings.RecordAsync(call.Workspace, await rounds.SendAsync(round), rounds.RecordTogetherAsync);
    }
}
