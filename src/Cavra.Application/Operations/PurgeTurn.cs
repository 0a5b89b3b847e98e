using Cavra.Application.Ports;
using Cavra.Application.Workers;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Operations;

/// <summary>The purge: takes away idempotency records, sessions and sign-in links that no longer count.</summary>
internal sealed class PurgeTurn(ICavraDbContext db, SessionTerms terms, TimeProvider clock) : IWorkerTurn
{
    /// <summary>The most rows of a kind that go at once.</summary>
    public const int Batch = 1_000;

    public string Name => "purge";

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<TimeSpan?> TakeAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (outlived, idle) = (IdempotencyRecord.OutlivedSince(now), now - terms.Idle);
        var records = await db.IdempotencyRecords.Where(record => record.CreatedAt <= outlived)
            .OrderBy(record => record.CreatedAt).Take(Batch).ExecuteDeleteAsync(cancellationToken);
        var sessions = await db.ConsoleSessions
            .Where(session => session.EndedAt != null || session.ExpiresAt <= now || session.LastSeenAt <= idle)
            .OrderBy(session => session.Id).Take(Batch).ExecuteDeleteAsync(cancellationToken);
        var links = await db.SignInLinks.Where(link => link.UsedAt != null || link.ExpiresAt <= now)
            .OrderBy(link => link.Id).Take(Batch).ExecuteDeleteAsync(cancellationToken);
        return records == Batch || sessions == Batch || links == Batch ? TimeSpan.Zero : null;
    }
}
