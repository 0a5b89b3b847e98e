using Cavra.Application.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Application.Evidence.Log;

/// <summary>An erasure of an evidence entry's text.</summary>
/// <param name="ErasureId">Id of the erasure.</param>
/// <param name="State">Where it stands, with time counted; confirmed means that the entry's bytes will be removed from the log.</param>
/// <param name="ErasedEvidenceId">The entry whose text it is about.</param>
/// <param name="EntryIndex">The entry's index in the log.</param>
/// <param name="EntryAction">What was done, as the entry says: the name of a command in words.</param>
/// <param name="EntryKind">The entry's kind; null for a refusal or a fault.</param>
/// <param name="Reason">Why it was asked for.</param>
/// <param name="AskedBy">Who asked, by the credential's name.</param>
/// <param name="AskedAt">When.</param>
/// <param name="ExpiresAt">The first instant at which it can't be confirmed any more.</param>
/// <param name="ConfirmedBy">Who confirmed it, by the credential's name; null while nobody has.</param>
/// <param name="ConfirmedAt">When; null while nobody has.</param>
public sealed record EvidenceErasureView(
    EvidenceErasureId ErasureId, EvidenceErasureState State, EvidenceId ErasedEvidenceId, long EntryIndex, string EntryAction, string? EntryKind,
    string Reason, string AskedBy, DateTimeOffset AskedAt, DateTimeOffset ExpiresAt, string? ConfirmedBy, DateTimeOffset? ConfirmedAt)
{
    internal static EvidenceErasureView Of(EvidenceErasure erasure, DateTimeOffset now) => new(
        erasure.Id, erasure.StateAt(now), erasure.EntryId, erasure.EntryIndex, erasure.EntryAction, erasure.EntryKind, erasure.Reason,
        erasure.AskedBy.Display, erasure.AskedAt, erasure.ExpiresAt, erasure.ConfirmedBy?.Display, erasure.ConfirmedAt);
}

/// <summary>What asking for an erasure, or confirming one, is answered with.</summary>
/// <param name="Erasure">The erasure as it is now.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record EvidenceErasureAnswer(EvidenceErasureView Erasure, MetadataItem Metadata, ActorView Actor);
