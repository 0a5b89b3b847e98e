using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Drills;
using Cavra.Application.Evidence;

namespace Cavra.Application.Notifications;

/// <summary>What came of a call to notify, from the decision to the receivers' answers. Where nothing was sent, the event id is the plan's.</summary>
/// <param name="Schedule">How the schedule stands.</param>
/// <param name="Plan">Whom it was sent to, and who was left out and why.</param>
/// <param name="Delivery">What came of the attempts; null where nothing was sent.</param>
/// <param name="PlanMetadata">Public view of the evidence entry that proves the plan.</param>
/// <param name="Metadata">Public view of the evidence entry that proves the delivery; null where nothing was sent.</param>
/// <param name="Success">Whether every connector took it, or nothing had to be sent.</param>
/// <param name="EventId">Id of the event sent; the plan's id where nothing was.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record NotificationDeliveryAnswer(
    DrillScheduleReportView Schedule, NotificationPlanView Plan, ConnectorDeliveryView? Delivery, MetadataItem PlanMetadata,
    MetadataItem? Metadata, bool Success, string EventId, ActorView Actor)
{
    /// <param name="begun">What was decided.</param>
    /// <param name="round">How it ended; null when nothing was to be sent.</param>
    public static NotificationDeliveryAnswer Of(BegunNotification begun, RoundAnswer? round) => new(
        begun.Schedule, begun.Plan, round?.Delivery, begun.PlanMetadata, round?.Metadata, round?.Success ?? !begun.HasNoReceiver,
        round?.Delivery.EventId.ToString() ?? begun.Plan.PlanId.ToString(), begun.Actor);
}
