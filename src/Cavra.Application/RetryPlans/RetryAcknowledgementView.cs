using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;

namespace Cavra.Application.RetryPlans;

/// <summary>A retry acknowledgement, as answers show it: of which connector, and which destinations it touched.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="AcknowledgementId">Id of the answer.</param>
/// <param name="RetryPlanId">Id of the retry plan.</param>
/// <param name="Connector">Name of the connector as configured.</param>
/// <param name="Provider">Connector as the request named it.</param>
/// <param name="DeliveryId">The audit delivery it was limited to; null for every one.</param>
/// <param name="AuditId">The audit package it was limited to; null for every one.</param>
/// <param name="AcknowledgementState">The decision; resolved and dismissed close the destinations.</param>
/// <param name="DeferUntil">Until when a deferred retry waits; null for the other answers.</param>
/// <param name="ExternalRef">Reference to a ticket or a page elsewhere, at most 200 characters; null for none.</param>
/// <param name="Notes">Free text of whoever answered, at most 2,000 characters; null for none.</param>
/// <param name="AcknowledgedAt">When the answer was given.</param>
/// <param name="AcknowledgedBy">Who answered, by the credential's name.</param>
/// <param name="OnBehalfOf">Whom the caller said to act for; null where it named nobody. The credential decides who acted.</param>
/// <param name="DestinationCount">Destinations that it touched.</param>
/// <param name="Destinations">Ids of the destinations that it touched.</param>
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
