using Cavra.Application.Loops;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Application.Workers;
using Cavra.Domain.AuditDeliveries;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.AuditDeliveries;

/// <summary>The retention of attempts: removes those at destinations that ended long enough ago. Where none is that old, it asks once.</summary>
internal sealed class AttemptRetentionTurn(ICavraDbContext db, TimeProvider clock) : IWorkerTurn
{
    /// <summary>So many old attempts are looked at together; those at their destinations that may go are removed by one statement.</summary>
    public const int Batch = 500;

    public string Name => "attempt_retention";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<TimeSpan?> TakeAsync(CancellationToken cancellationToken)
    {
        var (now, last) = (clock.GetUtcNow(), default(AttemptId));
        while (true)
        {
            var old = await db.Attempts.AsNoTracking().NotAfter(attempt => attempt.Id, AttemptRetention.OutlivedSince(now))
                .OldestAfter(attempt => attempt.Id, last).Take(Batch)
                .Select(attempt => new { attempt.Id, attempt.DestinationId }).ToListAsync(cancellationToken);
            if (old.Count > 0)
            {
                await RemoveAsync([.. old.Select(attempt => attempt.DestinationId).Distinct()], now, cancellationToken);
                last = old[^1].Id;
            }

            if (old.Count < Batch)
            {
                return null;
            }
        }
    }

    private async Task RemoveAsync(List<DestinationId> tried, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var destinations = await db.Destinations.AsNoTracking().Where(row => tried.Contains(row.Id)).ToListAsync(cancellationToken);
        var facts = await db.GateFactsAsync(destinations.Where(row => row.OpenSince is not null), cancellationToken);
        var ended = destinations.Where(row => AttemptRetention.MayGo(row, facts[row.Id], now)).Select(row => row.Id).ToList();
        if (ended.Count > 0)
        {
            await db.Attempts.Where(attempt => ended.Contains(attempt.DestinationId)).ExecuteDeleteAsync(cancellationToken);
        }
    }
}
