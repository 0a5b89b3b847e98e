using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;

namespace Cavra.Domain.Evidence.Log;

/// <summary>
/// That the bytes of entries are taken away, and which entry of the log says so. Their hashes stay, so that the log can be verified as before.
/// The bytes go once a checkpoint is over that entry.
/// </summary>
public sealed class EvidenceRemoval : IEvidenced
{
    private EvidenceRemoval()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required EvidenceRemovalId Id { get; init; }

    public required RemovalReason Reason { get; init; }

    /// <summary>Index of the first entry without bytes. By retention that is the log's first: each removal tells of those before it, too.</summary>
    public required long FirstIndex { get; init; }

    /// <summary>Index after the last one.</summary>
    public required long EndIndex { get; init; }

    /// <summary>Days that the policy keeps entries for; null where it is no retention.</summary>
    public int? KeptDays { get; init; }

    /// <summary>When the newest of the entries came about; null where it is no retention.</summary>
    public DateTimeOffset? NewestAt { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>The entry that says so.</summary>
    public EvidenceId ToldBy { get; private set; }

    /// <summary>When the last of the bytes went; null while there are some.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    public EvidenceFacts Evidence => new(WireNames.EvidenceRetentionKind, "evidence removal", Id.ToString(), new Dictionary<string, object?>
    {
        ["first_index"] = FirstIndex,
        ["end_index"] = EndIndex,
        ["kept_days"] = KeptDays,
        ["newest_at"] = NewestAt,
    });

    /// <summary>Whether an entry of that index is without bytes by it.</summary>
    public bool Holds(long index) => index >= FirstIndex && index < EndIndex;

    /// <summary>Takes away everything up to an index by the workspace's policy.</summary>
    /// <param name="workspace">Whose.</param>
    /// <param name="segments">The segments that go, the oldest first; at least one.</param>
    /// <param name="keptDays">What the policy says.</param>
    /// <param name="now">When it is decided.</param>
    public static EvidenceRemoval OfRetention(WorkspaceId workspace, IReadOnlyList<LogSegment> segments, int keptDays, DateTimeOffset now) => new()
    {
        WorkspaceId = workspace,
        Id = Ids.New<EvidenceRemovalId>(now),
        Reason = RemovalReason.Retention,
        FirstIndex = 0,
        EndIndex = segments[^1].EndIndex,
        KeptDays = keptDays,
        NewestAt = segments[^1].NewestAt,
        DecidedAt = now,
    };

    /// <summary>Takes away one entry, as two people decided.</summary>
    /// <param name="workspace">Whose.</param>
    /// <param name="index">The entry's.</param>
    /// <param name="now">When it is confirmed.</param>
    public static EvidenceRemoval OfErasure(WorkspaceId workspace, long index, DateTimeOffset now) => new()
    {
        WorkspaceId = workspace,
        Id = Ids.New<EvidenceRemovalId>(now),
        Reason = RemovalReason.Erasure,
        FirstIndex = index,
        EndIndex = index + 1,
        DecidedAt = now,
    };

    /// <summary>Names the entry that says so.</summary>
    public EvidenceRemoval Told(EvidenceId by)
    {
        ToldBy = by;
        return this;
    }

    /// <summary>Says that none of the bytes are left.</summary>
    public void Done(DateTimeOffset now) => DoneAt = now;
}

/// <summary>Why bytes of evidence are taken away.</summary>
public enum RemovalReason
{
    /// <summary>The workspace's policy keeps them no longer.</summary>
    Retention,

    /// <summary>Two people decided so about one entry.</summary>
    Erasure,
}

/// <summary>Names one removal of bytes of evidence.</summary>
public readonly record struct EvidenceRemovalId(Guid Value) : IId<EvidenceRemovalId>
{
    public static string Prefix => "removal";

    public static EvidenceRemovalId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
