using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;

namespace Cavra.Application.RetryPlans;

/// <summary>A retry acknowledgement, as answers show it: of which connector, and which destinations it touched.</summary>
public sealed record RetryAcknowledgementView(
    string SchemaVersion, string Product, RetryAcknowledgementId AcknowledgementId, RetryPlanId RetryPlanId, string Connector, string Provider,
    AuditDeliveryId? DeliveryId, AuditPackageId? AuditId, RetryAcknowledgementState AcknowledgementState, DateTimeOffset? DeferUntil,
    string? ExternalRef, string? Notes, DateTimeOffset AcknowledgedAt, string AcknowledgedBy, string? OnBehalfOf,
    int DestinationCount, IReadOnlyList<DestinationId> Destinations)
{
    public static RetryAcknowledgementView Of(RetryAcknowledgement acknowledgement, string connector, string? onBehalfOf) => new(
        WireNames.RetryAcknowledgementSchema, WireNames.Product, acknowledgement.Id, acknowledgement.RetryPlanId,
        connector, acknowledgement.Provider, acknowledgement.DeliveryId, acknowledgement.AuditId, acknowledgement.State,
        acknowledgement.DeferUntil, acknowledgement.ExternalRef, acknowledgement.Notes, acknowledgement.AcknowledgedAt,
        acknowledgement.AcknowledgedBy.Display, onBehalfOf, acknowledgement.Destinations.Count, acknowledgement.Destinations);
}
