using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;

namespace Cavra.Domain.Evidence.Log;

/// <summary>
/// That the text of one evidence entry is to be erased from the log: asked by one person and confirmed by another. What it says of the entry
/// stays when the text is gone.
/// </summary>
public sealed class EvidenceErasure : IEvidenced
{
    /// <summary>How long after it was asked it may be confirmed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    // What verification reads: who erased or adopted what, and which exports were made, is to be told of the log as long as it lives.
    private static readonly HashSet<string> Proof =
    [
        WireNames.EvidenceErasureKind, WireNames.EvidenceRetentionKind, WireNames.LogAdoptionKind, WireNames.EvidenceExportKind,
    ];

    private EvidenceErasure()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required EvidenceErasureId Id { get; init; }

    /// <summary>The entry whose text is erased.</summary>
    public required EvidenceId EntryId { get; init; }

    /// <summary>Its index in the log, from 0.</summary>
    public required long EntryIndex { get; init; }

    /// <summary>The command it is about, in words.</summary>
    public required string EntryAction { get; init; }

    /// <summary>Its <c>metadata_kind</c>; null for a refusal or a fault.</summary>
    public string? EntryKind { get; init; }

    /// <summary>Why; public-safe.</summary>
    public required string Reason { get; init; }

    public required Actor AskedBy { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Null while nobody has.</summary>
    public Actor? ConfirmedBy { get; private set; }

    /// <summary>Null while nobody has.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>As stored: that it has expired is not written down, see <see cref="StateAt"/>.</summary>
    public EvidenceErasureState State { get; private set; }

    /// <summary>The first instant at which it can't be confirmed any more.</summary>
    public DateTimeOffset ExpiresAt => AskedAt + Patience;

    public EvidenceFacts Evidence => new(WireNames.EvidenceErasureKind, "evidence erasure", Id.ToString(), new Dictionary<string, object?>
    {
        ["state"] = WireName.Of(State),
        ["erased_evidence_id"] = EntryId.ToString(),
        ["entry_index"] = EntryIndex,
        ["reason"] = Reason,
        ["asked_by"] = AskedBy.Display,
        ["asked_at"] = AskedAt,
        ["confirmed_by"] = ConfirmedBy?.Display,
        ["confirmed_at"] = ConfirmedAt,
    });

    /// <summary>Asks that an entry's text be erased.</summary>
    /// <param name="entry">The entry; null where there is none.</param>
    /// <param name="logged">Its place in the log; null while the log has not taken it in.</param>
    /// <param name="earlier">Every erasure of that entry that was asked before.</param>
    /// <param name="reason">Why; redacted.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">When.</param>
    public static Result<EvidenceErasure> Ask(
        EvidenceEntry? entry, LoggedEntry? logged, IReadOnlyCollection<EvidenceErasure> earlier, string reason, Actor by, DateTimeOffset now)
    {
        if (entry is null)
        {
            return EvidenceRefusals.NotFound;
        }

        if (entry.Kind is { } kind && Proof.Contains(kind))
        {
            return EvidenceErasureRefusals.OfProof;
        }

        if (logged is null)
        {
            return EvidenceRefusals.NotInLogYet;
        }

        return WhyNotAgain(earlier, now) is { } refusal
            ? refusal
            : entry.Document is null ? EvidenceRemovalRefusals.Removed
            : new EvidenceErasure
            {
                WorkspaceId = entry.WorkspaceId,
                Id = Ids.New<EvidenceErasureId>(now),
                EntryId = entry.Id,
                EntryIndex = logged.Index,
                EntryAction = entry.Action,
                EntryKind = entry.Kind,
                Reason = reason,
                AskedBy = by,
                AskedAt = now,
            };
    }

    /// <summary>Where it stands, with time counted.</summary>
    public EvidenceErasureState StateAt(DateTimeOffset now) =>
        State is EvidenceErasureState.Asked && now >= ExpiresAt ? EvidenceErasureState.Expired : State;

    /// <summary>Confirms it, once, in time, by somebody else.</summary>
    /// <param name="by">Who confirms.</param>
    /// <param name="now">When.</param>
    public Result<EvidenceErasure> Confirm(Actor by, DateTimeOffset now)
    {
        if (WhyNot(by, now) is { } refusal)
        {
            return refusal;
        }

        (State, ConfirmedBy, ConfirmedAt) = (EvidenceErasureState.Confirmed, by, now);
        return this;
    }

    private static Refusal? WhyNotAgain(IReadOnlyCollection<EvidenceErasure> earlier, DateTimeOffset now)
    {
        var states = earlier.Select(erasure => erasure.StateAt(now)).ToList();
        return states.Contains(EvidenceErasureState.Confirmed) ? EvidenceErasureRefusals.AlreadyConfirmed
            : states.Contains(EvidenceErasureState.Asked) ? EvidenceErasureRefusals.AlreadyAsked
            : null;
    }

    private Refusal? WhyNot(Actor by, DateTimeOffset now) => StateAt(now) switch
    {
        EvidenceErasureState.Confirmed => EvidenceErasureRefusals.AlreadyConfirmed,
        EvidenceErasureState.Expired => EvidenceErasureRefusals.Expired,
        _ when AskedBy.Person == by.Person => EvidenceErasureRefusals.SamePerson,
        _ => null,
    };
}

/// <summary>Where an erasure stands.</summary>
public enum EvidenceErasureState
{
    /// <summary>Another person has yet to confirm it.</summary>
    Asked,

    /// <summary>The entry's bytes will be removed from the log; that they are gone it does not say.</summary>
    Confirmed,

    /// <summary>Nobody confirmed it in time.</summary>
    Expired,
}
