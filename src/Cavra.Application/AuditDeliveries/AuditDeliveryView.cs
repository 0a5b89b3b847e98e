using Cavra.Application.Access;
using Cavra.Application.AuditPackages;
using Cavra.Application.Evidence;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;

namespace Cavra.Application.AuditDeliveries;

/// <summary>The plan of an audit delivery, as answers show it.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="DeliveryId">Id of the audit delivery.</param>
/// <param name="AuditId">Id of the audit package.</param>
/// <param name="GeneratedAt">When it was made.</param>
/// <param name="GeneratedBy">Who asked for it, by the credential's name.</param>
/// <param name="Cadence">Name of the rhythm it was made in, such as on_demand.</param>
/// <param name="ScheduleRef">Reference of whoever scheduled it; null for none.</param>
/// <param name="RequestedProvider">Whom the request asked for: all, one name or a comma list.</param>
/// <param name="RequestedProviders">The connectors that the request names, one by one.</param>
/// <param name="SelectedProviders">Connectors that it goes to.</param>
/// <param name="DestinationCount">Destinations it was addressed to, one a connector.</param>
/// <param name="RouteCount">Routes in the package.</param>
/// <param name="OutstandingCount">Routes of the package without any acknowledgement.</param>
/// <param name="EscalatedCount">Routes of the package whose newest acknowledgement is escalated.</param>
/// <param name="AlertLevel">That of the package.</param>
public sealed record AuditDeliveryView(
    string SchemaVersion, string Product, AuditDeliveryId DeliveryId, AuditPackageId AuditId, DateTimeOffset GeneratedAt,
    string GeneratedBy, string Cadence, string? ScheduleRef, string RequestedProvider, IReadOnlyList<string> RequestedProviders,
    IReadOnlyList<string> SelectedProviders, int DestinationCount, int RouteCount, int OutstandingCount, int EscalatedCount,
    AlertLevel AlertLevel)
{
    public static AuditDeliveryView Of(AuditDelivery delivery) => new(
        WireNames.AuditDeliverySchema, WireNames.Product, delivery.Id, delivery.AuditId, delivery.GeneratedAt,
        delivery.GeneratedBy.Display, delivery.Cadence, delivery.ScheduleRef, delivery.RequestedProvider, delivery.RequestedProviders,
        delivery.SelectedProviders, delivery.DestinationCount, delivery.RouteCount, delivery.OutstandingCount, delivery.EscalatedCount,
        delivery.AlertLevel);
}

/// <summary>What delivering a package is answered with: the package, the plan, and what came of the first attempts.</summary>
/// <param name="AuditPackage">What was delivered.</param>
/// <param name="AuditMetadata">The entry that proves the package.</param>
/// <param name="DeliveryPlan">Where it was to go.</param>
/// <param name="PlanMetadata">The entry that proves the plan.</param>
/// <param name="Delivery">What came of it; null when it could not be recorded in time, and counts as interrupted.</param>
/// <param name="Metadata">The entry that proves what came of it.</param>
/// <param name="Success">Whether every destination took it.</param>
/// <param name="Actor">Who asked for it.</param>
public sealed record AuditDeliveryAnswer(
    AuditPackageView AuditPackage, MetadataItem AuditMetadata, AuditDeliveryView DeliveryPlan, MetadataItem PlanMetadata,
    ConnectorDeliveryView? Delivery, MetadataItem? Metadata, bool Success, ActorView Actor)
{
    public static AuditDeliveryAnswer Of(BegunAuditDelivery begun, Result<RoundAnswer> recorded)
    {
        var answer = recorded.Refusal is null ? recorded.Value : null;
        return new AuditDeliveryAnswer(
            begun.AuditPackage, begun.AuditMetadata, begun.DeliveryPlan, begun.PlanMetadata, answer?.Delivery, answer?.Metadata,
            answer is { Success: true }, begun.Actor);
    }
}
