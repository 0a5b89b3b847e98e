using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Evidence.Log;

public static class LogAdoptionRefusals
{
    public static readonly Refusal NotFound =
        new(RefusalKind.NotFound, "evidence.adoption_not_found", "There is no such adoption of the log.");

    public static readonly Refusal NotStopped = new(
        RefusalKind.Conflict, "evidence.adoption_not_stopped",
        "The log does not stand still for what a worker remembers of it: there is nothing to adopt.");

    public static readonly Refusal Damaged = new(
        RefusalKind.Conflict, "evidence.adoption_damaged",
        "The stored log is not what its newest checkpoint says, and can't be adopted: cavra evidence fsck tells more.");

    public static readonly Refusal SamePerson = new(
        RefusalKind.Conflict, "evidence.adoption_same_person", "Whoever asked for the adoption can't confirm it: another person has to.");

    public static readonly Refusal AlreadyConfirmed =
        new(RefusalKind.Conflict, "evidence.adoption_already_confirmed", "The adoption was confirmed before.");

    public static readonly Refusal Expired = new(
        RefusalKind.Conflict, "evidence.adoption_expired",
        $"The adoption was not confirmed within {LogAdoption.Patience.TotalHours} hours: ask for another.");

    public static readonly Refusal AnotherTree = new(
        RefusalKind.Conflict, "evidence.adoption_another_tree", "The stored log is not what was asked about any more: ask for another adoption.");
}
