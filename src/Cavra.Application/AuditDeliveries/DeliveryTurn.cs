using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Workers;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Application.AuditDeliveries;

/// <summary>
/// The delivery loop: says of attempts that were left behind that they were interrupted, then begins what is due by itself and goes
/// on. Each is recorded as it comes back: one that hangs keeps no other from being sent or known, and neither does one that faults.
/// </summary>
internal sealed class DeliveryTurn(ICavraDbContext db, IDispatcher dispatcher, WorkInHand inHand, Call call) : IWorkerTurn
{
    public string Name => "delivery";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task<bool> TakeAsync(CancellationToken cancellationToken)
    {
        var interrupted = await dispatcher.SendAsync(new RecordInterruptions(), cancellationToken);
        db.DiscardChanges();
        var room = inHand.RoomIn(call.Workspace);
        var begun = room == 0 ? 0 : await BeginAsync(room, cancellationToken);
        if (begun == room)
        {
            inHand.CallWhenThereIsRoom(call.Workspace, Name);
        }

        return interrupted is { Refusal: null, Value.Attempts.Count: RecordInterruptions.Batch };
    }

    private async Task<int> BeginAsync(int room, CancellationToken cancellationToken)
    {
        var begun = await dispatcher.SendAsync(new BeginDue(room), cancellationToken);
        db.DiscardChanges();
        if (begun.Refusal is not null)
        {
            return 0;
        }

        foreach (var round in begun.Value.Rounds.Where(round => round.Intents.Count + round.Held.Count > 0))
        {
            inHand.Begin(call, round.Intents.Count, services => services.GetRequiredService<DeliveryRounds>().FinishAsync(round));
        }

        return begun.Value.IntentCount;
    }
}
