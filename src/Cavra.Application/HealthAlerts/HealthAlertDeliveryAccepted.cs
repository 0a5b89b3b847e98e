using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.WorkerHealth;

namespace Cavra.Application.HealthAlerts;

/// <summary>What a call to alert is answered with before it is sent. The record of its delivery, once there is one, is at Location.</summary>
/// <param name="Health">Worker health as it is sent.</param>
/// <param name="Plan">Whom it is sent to, and who was left out.</param>
/// <param name="Delivery">Null: what comes of it is not known yet.</param>
/// <param name="PlanMetadata">Public view of the evidence entry that proves the plan.</param>
/// <param name="Metadata">Null: there is no delivery to prove yet.</param>
/// <param name="Success">Null: whether every connector takes it is not known yet.</param>
/// <param name="EventId">Id of the event that is sent.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record HealthAlertDeliveryAccepted(
    WorkerHealthView Health, HealthAlertPlanView Plan, ConnectorDeliveryView? Delivery, MetadataItem PlanMetadata,
    MetadataItem? Metadata, bool? Success, string EventId, ActorView Actor) : IAccepted
{
    string IAccepted.Location => DeliveryRecords.PathOf(
        DeliveryRecords.Alerts, PlanMetadata.CreatedAt, ("health_id", Health.HealthId.ToString()));

    /// <summary>Null where nothing is sent.</summary>
    public static HealthAlertDeliveryAccepted? Of(BegunAlert begun) => begun.Round is not { Intents.Count: > 0 } round
        ? null
        : new HealthAlertDeliveryAccepted(
            begun.Health, begun.Plan, Delivery: null, begun.PlanMetadata, Metadata: null, Success: null, round.EventId.ToString(),
            begun.Actor);
}
