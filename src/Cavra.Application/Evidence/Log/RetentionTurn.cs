using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Workers;
using Cavra.Domain.Evidence.Log;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence.Log;

/// <summary>
/// The retention loop: lets segments go that the policy keeps no longer, and takes away the bytes of what was decided once the log tells of
/// it, batch by batch. What a killed worker left is gone on with.
/// </summary>
internal sealed class RetentionTurn(
    ICavraDbContext db, RetentionReader retention, IDocumentRemover remover, IDispatcher dispatcher, TimeProvider clock) : IWorkerTurn
{
    /// <summary>Entries whose bytes go in one transaction.</summary>
    public const int Batch = 4_096;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    public string Name => "evidence_retention";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<TimeSpan?> TakeAsync(CancellationToken cancellationToken)
    {
        var isDecided = await DecideAsync(cancellationToken);
        db.DiscardChanges();
        var left = await db.EvidenceRemovals.Where(removal => removal.DoneAt == null).OrderBy(removal => removal.Id).ToListAsync(cancellationToken);
        var waits = false;
        foreach (var removal in left)
        {
            if (await RemoveAsync(removal, cancellationToken))
            {
                removal.Done(clock.GetUtcNow());
                await db.SaveChangesAsync(cancellationToken);
            }
            else
            {
                // What was decided is under a checkpoint within seconds, unless the log stands still.
                waits |= removal.DecidedAt > clock.GetUtcNow() - Every;
            }
        }

        return isDecided && !waits ? TimeSpan.Zero : waits ? Soon : null;
    }

    private async Task<bool> DecideAsync(CancellationToken cancellationToken)
    {
        if (!await retention.IsAskedForAsync(cancellationToken))
        {
            return false;
        }

        var standing = await retention.ReadAsync(cancellationToken);
        return standing.Due(clock.GetUtcNow()).Count > 0 && (await dispatcher.SendAsync(new RetainEvidence(), cancellationToken)).Refusal is null;
    }

    private async Task<bool> RemoveAsync(EvidenceRemoval removal, CancellationToken cancellationToken)
    {
        var first = removal.Reason is RemovalReason.Retention ? await DoneBeforeAsync(removal, cancellationToken) : removal.FirstIndex;
        for (; first < removal.EndIndex; first += Batch)
        {
            if (!await remover.RemoveAsync(removal, first, Math.Min(first + Batch, removal.EndIndex), cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private Task<long> DoneBeforeAsync(EvidenceRemoval removal, CancellationToken cancellationToken) => db.EvidenceRemovals
        .Where(before => before.Reason == RemovalReason.Retention && before.DoneAt != null && before.EndIndex < removal.EndIndex)
        .OrderByDescending(before => before.EndIndex).Select(before => before.EndIndex).FirstOrDefaultAsync(cancellationToken);
}
