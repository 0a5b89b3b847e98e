using Cavra.Application.Ports;
using Cavra.Application.Workers;
using Cavra.Domain.Evidence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Operations;

/// <summary>The purge: takes away idempotency records that no longer count.</summary>
internal sealed class PurgeTurn(ICavraDbContext db, TimeProvider clock) : IWorkerTurn
{
    /// <summary>The most records that go at once.</summary>
    public const int Batch = 1_000;

    public string Name => "purge";

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<bool> TakeAsync(CancellationToken cancellationToken)
    {
        var outlived = clock.GetUtcNow() - IdempotencyRecord.Lifetime;
        return await db.IdempotencyRecords.Where(record => record.CreatedAt <= outlived)
            .OrderBy(record => record.CreatedAt).Take(Batch).ExecuteDeleteAsync(cancellationToken) == Batch;
    }
}
