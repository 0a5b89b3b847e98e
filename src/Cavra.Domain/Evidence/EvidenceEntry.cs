using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;

namespace Cavra.Domain.Evidence;

/// <summary>One record of who, what, policy and proof. Insert-only: the bytes kept are the bytes that are digested.</summary>
public sealed class EvidenceEntry
{
    public const string Done = "done";

    public const string Faulted = "faulted";

    private EvidenceEntry()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required EvidenceId Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The command in words, e.g. <c>acknowledge retry plan</c>.</summary>
    public required string Action { get; init; }

    /// <summary><c>done</c>, <c>refused:code</c> or <c>faulted</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>The <c>metadata_kind</c>; null for what is no document: refusals and faults.</summary>
    public string? Kind { get; init; }

    /// <summary>Whether the record history shows it; what it does not show is among the evidence all the same.</summary>
    public bool IsRecord { get; init; }

    public required string Actor { get; init; }

    /// <summary>What the history can be searched by.</summary>
    public required EvidenceFacets Facets { get; init; }

    /// <summary>What is stored of the entry's bytes; null where there is nothing.</summary>
    public EntryDocument? Stored { get; init; }

    /// <summary>The entry's public view in its RFC 8785 form; null where it is not stored.</summary>
    public string? Document => Stored?.Document;

    /// <summary><c>sha256:</c> and the digest of <see cref="Document"/> as it was written.</summary>
    public required string Digest { get; init; }

    public static EvidenceEntry Write(
        WorkspaceId workspace, EvidenceId id, DateTimeOffset now, string action, string outcome, string actor, EvidenceFacts? facts,
        string document, string digest) => new()
        {
            WorkspaceId = workspace,
            Id = id,
            CreatedAt = now,
            Action = action,
            Outcome = outcome,
            Kind = facts?.Kind,
            IsRecord = RecordHistory.Shows(facts?.Kind),
            Actor = actor,
            Facets = EvidenceFacets.Of(facts),
            Stored = new EntryDocument { WorkspaceId = workspace, EntryId = id, Document = document },
            Digest = digest,
        };
}

/// <summary>Identifies one evidence entry.</summary>
public readonly record struct EvidenceId(Guid Value) : IId<EvidenceId>
{
    public static string Prefix => "evidence";

    public static EvidenceId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
