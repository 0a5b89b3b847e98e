using Cavra.Application.Access;
using Cavra.Application.AuditPackages;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Domain.Evidence;

namespace Cavra.Application.AuditDeliveries;

/// <summary>What delivering a package is answered with before it is sent: the package and the plan. The outcome is at Location.</summary>
/// <param name="AuditPackage">What is delivered.</param>
/// <param name="AuditMetadata">The entry that proves the package.</param>
/// <param name="DeliveryPlan">Where it goes.</param>
/// <param name="PlanMetadata">The entry that proves the plan.</param>
/// <param name="Delivery">Null: what comes of it is not known yet.</param>
/// <param name="Metadata">Null: there is no delivery to prove yet.</param>
/// <param name="Success">Null: whether every destination takes it is not known yet.</param>
/// <param name="Actor">Who asked for it.</param>
public sealed record AuditDeliveryAccepted(
    AuditPackageView AuditPackage, MetadataItem AuditMetadata, AuditDeliveryView DeliveryPlan, MetadataItem PlanMetadata,
    ConnectorDeliveryView? Delivery, MetadataItem? Metadata, bool? Success, ActorView Actor) : IAccepted
{
    private const string Destinations =
        ContractPaths.AuditDelivery + "/destinations";

    string IAccepted.Location => $"{Destinations}?delivery_id={DeliveryPlan.DeliveryId}";

    /// <summary>Null where every destination is held, so that nothing is sent.</summary>
    public static AuditDeliveryAccepted? Of(BegunAuditDelivery begun) => begun.Round.Intents.Count == 0
        ? null
        : new AuditDeliveryAccepted(
            begun.AuditPackage, begun.AuditMetadata, begun.DeliveryPlan, begun.PlanMetadata, Delivery: null, Metadata: null,
            Success: null, begun.Actor);
}
