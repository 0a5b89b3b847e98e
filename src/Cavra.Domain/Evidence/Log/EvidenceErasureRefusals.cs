using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Evidence.Log;

public static class EvidenceErasureRefusals
{
    public static readonly Refusal NotFound =
        new(RefusalKind.NotFound, "evidence.erasure_not_found", "There is no such erasure of an evidence entry.");

    public static readonly Refusal OfProof = new(
        RefusalKind.Conflict, "evidence.erasure_of_proof",
        "The entry says what was erased, adopted or exported: verifying the log needs it, and its text can't be erased.");

    public static readonly Refusal AlreadyAsked = new(
        RefusalKind.Conflict, "evidence.erasure_already_asked", "That entry's erasure is asked for already: another person has to confirm it.");

    public static readonly Refusal SamePerson = new(
        RefusalKind.Conflict, "evidence.erasure_same_person", "Whoever asked for the erasure can't confirm it: another person has to.");

    public static readonly Refusal AlreadyConfirmed =
        new(RefusalKind.Conflict, "evidence.erasure_already_confirmed", "That entry's erasure was confirmed before.");

    public static readonly Refusal Expired = new(
        RefusalKind.Conflict, "evidence.erasure_expired",
        $"The erasure was not confirmed within {EvidenceErasure.Patience.TotalHours} hours: ask for another.");
}
