namespace Cavra.Domain.Evidence.Log;

/// <summary>What of a log a workspace's policy lets go: whole segments from the oldest on, none that an open loop may still tell of.</summary>
public static class EvidenceRetention
{
    /// <summary>Entries of a segment.</summary>
    public const int SegmentSize = 65_536;

    /// <summary>Fewer days no policy can keep evidence for.</summary>
    public const int FewestDays = 30;

    /// <summary>More days no policy says; without any, evidence is kept for ever.</summary>
    public const int MostDays = 36_500;

    /// <summary>What came about so long before a loop's delivery counts as part of it: its notification, its package.</summary>
    public static readonly TimeSpan BeforeLoops = TimeSpan.FromDays(30);

    /// <summary>When a segment may go, by its age alone; null where it is kept for ever.</summary>
    public static DateTimeOffset? DueAt(this LogSegment segment, int? keptDays) => keptDays is { } days ? segment.NewestAt.AddDays(days) : null;

    /// <summary>Whether an open loop keeps a segment: one whose delivery was made before the segment's end, or not long after it.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="oldestOpen">When the oldest delivery was made whose loop is open; null where none is.</param>
    public static bool IsHeld(this LogSegment segment, DateTimeOffset? oldestOpen) => oldestOpen - BeforeLoops <= segment.NewestAt;

    /// <summary>Those of the oldest segments that go now, without a gap.</summary>
    /// <param name="segments">Segments that are there, the oldest first.</param>
    /// <param name="keptDays">What the policy says; null for ever.</param>
    /// <param name="oldestOpen">When the oldest delivery was made whose loop is open; null where none is.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<LogSegment> Due(
        this IEnumerable<LogSegment> segments, int? keptDays, DateTimeOffset? oldestOpen, DateTimeOffset now) =>
        [.. segments.TakeWhile(segment => segment.DueAt(keptDays) <= now && !segment.IsHeld(oldestOpen))];
}

/// <summary>A part of a log that goes as a whole.</summary>
/// <param name="FirstIndex">Index of its first entry.</param>
/// <param name="EndIndex">Index after its last one.</param>
/// <param name="NewestAt">When its last entry came about.</param>
public sealed record LogSegment(long FirstIndex, long EndIndex, DateTimeOffset NewestAt);
