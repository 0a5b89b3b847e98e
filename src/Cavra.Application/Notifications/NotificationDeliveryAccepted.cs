using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Drills;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Notifications;

/// <summary>What a call to notify is answered with before it is sent. The record of its delivery, once there is one, is at Location.</summary>
/// <param name="Schedule">How the schedule stands.</param>
/// <param name="Plan">Whom it is sent to, and who was left out and why.</param>
/// <param name="Delivery">Null: what comes of it is not known yet.</param>
/// <param name="PlanMetadata">Public view of the evidence entry that proves the plan.</param>
/// <param name="Metadata">Null: there is no delivery to prove yet.</param>
/// <param name="Success">Null: whether every connector takes it is not known yet.</param>
/// <param name="EventId">Id of the event that is sent.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record NotificationDeliveryAccepted(
    DrillScheduleReportView Schedule, NotificationPlanView Plan, ConnectorDeliveryView? Delivery, MetadataItem PlanMetadata,
    MetadataItem? Metadata, bool? Success, string EventId, ActorView Actor) : IAccepted
{
    string IAccepted.Location => DeliveryRecords.PathOf(
        DeliveryRecords.History, PlanMetadata.CreatedAt, ("connector_delivery_source", WireNames.Of(DeliverySource.Notification)),
        ("schedule_id", Plan.ScheduleId));

    /// <summary>Null where nothing is sent.</summary>
    public static NotificationDeliveryAccepted? Of(BegunNotification begun) => begun.Round is not { Intents.Count: > 0 } round
        ? null
        : new NotificationDeliveryAccepted(
            begun.Schedule, begun.Plan, Delivery: null, begun.PlanMetadata, Metadata: null, Success: null, round.EventId.ToString(),
            begun.Actor);
}
