using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Drills;
using Cavra.Application.Evidence;

namespace Cavra.Application.Notifications;

/// <summary>What came of a call to notify, from the decision to the receivers' answers. Where nothing was sent, the event id is the plan's.</summary>
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
