using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Workers;
using Cavra.Domain.AuditDeliveries;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.AuditDeliveries;

/// <summary>
/// The delivery loop: says of attempts that were left behind that they were interrupted, then takes up what is due by itself.
/// </summary>
internal sealed class DeliveryTurn(ICavraDbContext db, IDispatcher dispatcher, DeliveryRounds rounds, TimeProvider clock) : IWorkerTurn
{
    private const int Batch = 20;

    public string Name => "delivery";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task<bool> TakeAsync(CancellationToken cancellationToken)
    {
        var leftBehind = await LeftBehindAsync(cancellationToken);
        foreach (var destination in leftBehind)
        {
            await dispatcher.SendAsync(new RecordInterruption(destination), cancellationToken);
        }

        var due = await DueAsync(cancellationToken);
        foreach (var destination in due)
        {
            db.DiscardChanges();
            var begun = await dispatcher.SendAsync(new BeginRepeat(destination), cancellationToken);
            if (begun.Refusal is null && begun.Value.Intents.Count > 0)
            {
                await rounds.FinishAsync(begun.Value);
            }
        }

        return leftBehind.Count == Batch || due.Count == Batch;
    }

    private async Task<List<DestinationId>> LeftBehindAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await db.Destinations
            .Where(destination => destination.State == DestinationState.Sending && destination.LeaseUntil <= now)
            .OrderBy(destination => destination.LeaseUntil).Take(Batch).Select(destination => destination.Id)
            .ToListAsync(cancellationToken);
    }

    private async Task<List<DestinationId>> DueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await db.Destinations
            .Where(destination => destination.NextAttemptAt != null && destination.NextAttemptAt <= now)
            .OrderBy(destination => destination.NextAttemptAt).Take(Batch).Select(destination => destination.Id)
            .ToListAsync(cancellationToken);
    }
}
