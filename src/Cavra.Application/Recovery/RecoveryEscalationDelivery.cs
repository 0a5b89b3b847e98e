using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Recovery;

/// <summary>What came of sending a recovery escalation plan. Where nothing was sent, the event id is that of the plan.</summary>
/// <param name="Plan">The plan that was sent.</param>
/// <param name="Delivery">What came of the attempts; null where nothing was sent.</param>
/// <param name="Metadata">Public view of the evidence entry that proves the delivery; that of its beginning where nothing was sent.</param>
/// <param name="Success">Whether every connector took it, or nothing had to be sent.</param>
/// <param name="EventId">Id of the event sent; the plan's where nothing was.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record RecoveryEscalationDeliveryAnswer(
    RecoveryEscalationPlanView Plan, ConnectorDeliveryView? Delivery, MetadataItem Metadata, bool Success, string EventId, ActorView Actor)
{
    /// <param name="begun">What was decided.</param>
    /// <param name="round">How it ended; null when nothing was to be sent.</param>
    public static RecoveryEscalationDeliveryAnswer Of(BegunRecoveryEscalation begun, RoundAnswer? round) => new(
        begun.Plan, round?.Delivery, round?.Metadata ?? begun.Metadata, round?.Success ?? true,
        round?.Delivery.EventId.ToString() ?? begun.Plan.RecoveryEscalationPlanId.ToString(), begun.Actor);
}

/// <summary>What sending a recovery escalation plan is answered with before it is sent. The record of its delivery is at Location.</summary>
/// <param name="Plan">The plan that is sent.</param>
/// <param name="Delivery">Null: what comes of it is not known yet.</param>
/// <param name="Metadata">Public view of the evidence entry that proves its beginning.</param>
/// <param name="Success">Null: whether every connector takes it is not known yet.</param>
/// <param name="EventId">Id of the event that is sent.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record RecoveryEscalationAccepted(
    RecoveryEscalationPlanView Plan, ConnectorDeliveryView? Delivery, MetadataItem Metadata, bool? Success, string EventId, ActorView Actor)
    : IAccepted
{
    string IAccepted.Location => DeliveryRecords.PathOf(
        DeliveryRecords.History, Metadata.CreatedAt,
        ("connector_delivery_source", WireNames.Of(Domain.AuditDeliveries.DeliverySource.RecoveryEscalation)));

    /// <summary>Null where nothing is sent.</summary>
    public static RecoveryEscalationAccepted? Of(BegunRecoveryEscalation begun) => begun.Round is not { Intents.Count: > 0 } round
        ? null
        : new RecoveryEscalationAccepted(
            begun.Plan, Delivery: null, begun.Metadata, Success: null, round.EventId.ToString(), begun.Actor);
}
