using System.Text.Json.Nodes;
using Cavra.Application.Access;
using Cavra.Application.Loops;
using Cavra.Application.Policies;
using Cavra.Application.Ports;
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
internal sealed class RetentionReader(ICavraDbContext db, SegmentTerms terms, Call call, TimeProvider clock)
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
        var open = await db.Destinations.OpenLoops(clock.GetUtcNow()).MinAsync(destination => (DateTimeOffset?)destination.CreatedAt, cancellationToken);
        return new RetentionStanding(policy.Policy.EvidenceKeptDays, removed, open, await SegmentsAsync(removed, cancellationToken));
    }

    private async Task<IReadOnlyList<LogSegment>> SegmentsAsync(long removed, CancellationToken cancellationToken)
    {
        var size = terms.Size;
        var last = Enumerable.Range(1, MostSegments).Select(place => removed + ((long)place * size) - 1).ToList();
        var newest = await db.LoggedEntries.Where(logged => last.Contains(logged.Index))
            .Join(
                db.EntryDocuments, logged => new { logged.WorkspaceId, logged.EntryId }, stored => new { stored.WorkspaceId, stored.EntryId },
                (logged, stored) => new { logged.Index, stored.Document })
            .OrderBy(row => row.Index).ToListAsync(cancellationToken);
        return newest.ConvertAll(row => new LogSegment(row.Index + 1 - size, row.Index + 1, InstantOf(row.Document)));
    }

    // As it was signed: a column can be set back.
    private static DateTimeOffset InstantOf(string document) => JsonNode.Parse(document)!["created_at"]!.GetValue<DateTimeOffset>();
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
