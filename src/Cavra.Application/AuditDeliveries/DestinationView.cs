using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;

namespace Cavra.Application.AuditDeliveries;

/// <summary>One destination of an audit delivery as it stands, a lease that ran out counted as the failure it is.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="DestinationId">Id of the destination: one event on its way to one connector.</param>
/// <param name="DeliveryId">Id of the audit delivery; null for what is sent for another purpose.</param>
/// <param name="AuditId">Id of the audit package; null for what is sent for another purpose.</param>
/// <param name="EventId">Id of the event sent; the same at every attempt, so that a receiver can drop a duplicate.</param>
/// <param name="Connector">Name of the connector as configured.</param>
/// <param name="Provider">Vendor of the connector.</param>
/// <param name="State">Where it stands; failed and held are open loops.</param>
/// <param name="Outcome">How it was delivered; null unless it was.</param>
/// <param name="FailureClass">Why the newest failed attempt failed; null once delivered, or where none failed.</param>
/// <param name="HoldReason">Why no attempt was made on purpose; null where it was not held.</param>
/// <param name="OutcomeUnknown">Whether the newest attempt was interrupted, so that nobody knows whether the receiver has the
/// event.</param>
/// <param name="AttemptNumber">Number of the newest attempt begun; 0 where none was.</param>
/// <param name="FailedAttempts">Attempts that failed, which the retry policy limits; holding is none.</param>
/// <param name="FailedStatusCodes">HTTP statuses of the failed attempts, oldest first; 0 where the receiver was not reached.</param>
/// <param name="CreatedAt">When the event was addressed to the connector.</param>
/// <param name="OpenSince">When it first failed or was held: the beginning of its loop. Null where it never did.</param>
/// <param name="LastAttemptAt">When the newest attempt began; null where none did.</param>
/// <param name="LastFailedAt">When it failed last; null where it never did.</param>
/// <param name="NextAttemptAt">When it is tried by itself; null where it needs a governed retry or nothing.</param>
/// <param name="RetryAfterUntil">Until when the receiver asked to be left alone; null where it did not.</param>
/// <param name="NoticedAt">When it first was in a retry plan; null while it was not.</param>
/// <param name="DeferredUntil">Until when a person deferred its retry; null where nobody did.</param>
/// <param name="DeliveredAt">When the receiver took it; null while it has not.</param>
/// <param name="ClosedAt">When a person closed it without delivery; null where nobody did.</param>
/// <param name="ClosedAs">Whether it was resolved or dismissed; null unless closed.</param>
/// <param name="ClosedBy">Who closed it, by the credential's name; null unless closed.</param>
/// <param name="LatestAttempt">The newest attempt; null where there was none, or it was removed by retention.</param>
public sealed record DestinationView(
    string SchemaVersion, string Product, DestinationId DestinationId, AuditDeliveryId? DeliveryId, AuditPackageId? AuditId,
    DeliveryEventId EventId, string Connector, string Provider, DestinationState State, DeliveryOutcome? Outcome,
    FailureClass? FailureClass, HoldReason? HoldReason, bool OutcomeUnknown, int AttemptNumber, int FailedAttempts,
    IReadOnlyList<int> FailedStatusCodes, DateTimeOffset CreatedAt, DateTimeOffset? OpenSince, DateTimeOffset? LastAttemptAt,
    DateTimeOffset? LastFailedAt, DateTimeOffset? NextAttemptAt, DateTimeOffset? RetryAfterUntil, DateTimeOffset? NoticedAt,
    DateTimeOffset? DeferredUntil, DateTimeOffset? DeliveredAt, DateTimeOffset? ClosedAt, RetryAcknowledgementState? ClosedAs,
    string? ClosedBy, AttemptView? LatestAttempt)
{
    public static DestinationView Of(Destination destination, Attempt? latest, DateTimeOffset now)
    {
        var standing = destination.StandingAt(now);
        var isInterrupted = standing.State != destination.State;
        return new DestinationView(
            WireNames.DestinationSchema, WireNames.Product, destination.Id, destination.DeliveryId, destination.AuditId,
            destination.EventId, destination.Connector, destination.Provider, standing.State, destination.Outcome,
            standing.State is DestinationState.Delivered ? null : standing.LastFailureClass, destination.HoldReason,
            isInterrupted || destination.IsOutcomeUnknown, destination.AttemptNumber, standing.FailedAttempts,
            standing.FailedStatusCodes, destination.CreatedAt, destination.OpenSince ?? (isInterrupted ? standing.OpenSince : null),
            destination.LastAttemptAt, standing.LastFailedAt, destination.NextAttemptAt, standing.RetryAfterUntil,
            destination.NoticedAt, standing.DeferredUntil, destination.DeliveredAt, destination.ClosedAt, destination.ClosedAs,
            destination.ClosedBy?.Display, latest is null ? null : AttemptView.Of(latest));
    }
}
