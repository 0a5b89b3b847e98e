using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;

namespace Cavra.Application.AuditDeliveries;

/// <summary>One destination of an audit delivery as it stands, a lease that ran out counted as the failure it is.</summary>
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
