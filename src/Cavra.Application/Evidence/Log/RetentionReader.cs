using Cavra.Application.Access;
using Cavra.Application.Policies;
using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence.Log;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence.Log;

/// <summary>How many entries a segment of the log has.</summary>
/// <param name="Size">A multiple of 256.</param>
internal sealed record SegmentTerms(int Size)
{
    public static readonly SegmentTerms Usual = new(EvidenceRetention.SegmentSize);
}

/// <summary>Reads what decides about the retention of evidence. What it costs depends on the segments that go, not on history.</summary>
internal sealed class RetentionReader(ICavraDbContext db, SegmentTerms terms, Call call)
{
    /// <summary>Segments that are looked at, and go, at once.</summary>
    public const int MostSegments = 16;

    /// <summary>Whether the policy lets anything go at all.</summary>
    public async Task<bool> IsAskedForAsync(CancellationToken cancellationToken) =>
        (await db.PolicyVersions.AsNoTracking().OrderByDescending(version => version.Version).FirstOrDefaultAsync(cancellationToken))
            ?.Policy.EvidenceKeptDays is not null;

    public async Task<RetentionStanding> ReadAsync(CancellationToken cancellationToken)
    {
        var policy = await db.PolicyInForceAsync(call, cancellationToken);
        var removed = await db.EvidenceRemovals.Where(removal => removal.Reason == RemovalReason.Retention)
            .OrderByDescending(removal => removal.EndIndex).Select(removal => removal.EndIndex).FirstOrDefaultAsync(cancellationToken);
        var open = await db.Destinations
            .Where(destination => destination.State == DestinationState.Failed || destination.State == DestinationState.Held)
            .MinAsync(destination => (DateTimeOffset?)destination.CreatedAt, cancellationToken);
        return new RetentionStanding(policy.Policy.EvidenceKeptDays, removed, open, await SegmentsAsync(removed, cancellationToken));
    }

    private async Task<IReadOnlyList<LogSegment>> SegmentsAsync(long removed, CancellationToken cancellationToken)
    {
        var size = terms.Size;
        var last = Enumerable.Range(1, MostSegments).Select(place => removed + ((long)place * size) - 1).ToList();
        var newest = await db.LoggedEntries.Where(logged => last.Contains(logged.Index))
            .Join(
                db.Evidence, logged => new { logged.WorkspaceId, Id = logged.EntryId }, entry => new { entry.WorkspaceId, entry.Id },
                (logged, entry) => new { logged.Index, entry.CreatedAt })
            .OrderBy(row => row.Index).ToListAsync(cancellationToken);
        return newest.ConvertAll(row => new LogSegment(row.Index + 1 - size, row.Index + 1, row.CreatedAt));
    }
}

/// <summary>What decides about the retention of a workspace's evidence.</summary>
/// <param name="KeptDays">What the policy says; null for ever.</param>
/// <param name="RemovedEnd">Index of the first entry that no retention has taken the bytes of.</param>
/// <param name="OldestOpen">When the oldest delivery was made whose loop is open; null where none is.</param>
/// <param name="Segments">Whole segments from there on, the oldest first, at most <see cref="RetentionReader.MostSegments"/>.</param>
internal sealed record RetentionStanding(int? KeptDays, long RemovedEnd, DateTimeOffset? OldestOpen, IReadOnlyList<LogSegment> Segments)
{
    public IReadOnlyList<LogSegment> Due(DateTimeOffset now) => Segments.Due(KeptDays, OldestOpen, now);
}
