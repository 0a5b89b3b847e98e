using Cavra.Domain.Abstractions;

namespace Cavra.Domain.AuditDeliveries;

public static class DestinationRefusals
{
    public static readonly Refusal NotFound =
        new(RefusalKind.NotFound, "destination.not_found", "There is no such destination.");

    /// <summary>Nothing awaits a confirmation there, or not yet.</summary>
    public static readonly Refusal NotToBeAsked = new(
        RefusalKind.Conflict, "destination.not_to_be_asked", "The vendor of that destination is not to be asked for a confirmation now.");

    public static readonly Refusal InFlight =
        new(RefusalKind.Conflict, "destination.in_flight", "An attempt at the destination is under way.");

    public static readonly Refusal NotOpen =
        new(RefusalKind.Conflict, "destination.not_open", "The destination is not open: nothing of it failed or is held.");

    public static readonly Refusal Settled =
        new(RefusalKind.Conflict, "destination.settled", "The destination is delivered or closed; nothing more is sent to it.");

    public static readonly Refusal RetryIsGoverned = new(
        RefusalKind.Conflict, "destination.retry_is_governed", "The destination may be tried again only by a governed retry.");

    public static readonly Refusal AttemptsExhausted = new(
        RefusalKind.Conflict, "destination.attempts_exhausted", "The destination was tried as often as it is by itself.");

    public static readonly Refusal NotReviewable = new(
        RefusalKind.Conflict,
        "destination.not_reviewable",
        "Only destinations of audit deliveries are reviewed; others repeat by themselves.");

    public static readonly Refusal LeaseHolds =
        new(RefusalKind.Conflict, "destination.lease_holds", "No lease of the destination has run out.");

    public static readonly Refusal AttemptUnknown =
        new(RefusalKind.Conflict, "destination.attempt_unknown", "No such attempt at the destination was begun.");

    public static readonly Refusal AlreadyRecorded =
        new(RefusalKind.Conflict, "destination.already_recorded", "The result of that attempt is recorded already.");

    /// <summary>The same refusal, saying which destination it is about.</summary>
    public static Refusal About(this Refusal refusal, Destination destination) => refusal with
    {
        Message = destination.DeliveryId is { } delivery
            ? $"{refusal.Message} It is {destination.Id} of {delivery}."
            : $"{refusal.Message} It is {destination.Id}.",
    };
}
