using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;

namespace Cavra.Application.Approvals;

/// <summary>An approval decision, as answers show it: about which destinations, and where their approvals stand after it.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="ApprovalDecisionId">Id of the decision.</param>
/// <param name="ApprovalPlanId">Id of the approval plan.</param>
/// <param name="RetryPlanId">The retry plan it is about; null for several.</param>
/// <param name="Connector">Name of the connector as configured.</param>
/// <param name="Provider">Connector as the request named it.</param>
/// <param name="DeliveryId">The audit delivery it is about; null for several.</param>
/// <param name="AuditId">The audit package it is about; null for several.</param>
/// <param name="ApprovalState">The decision.</param>
/// <param name="ExternalRef">Reference to a ticket or a page elsewhere, at most 200 characters; null for none.</param>
/// <param name="Notes">Free text of whoever decided, at most 2,000 characters; null for none.</param>
/// <param name="DecidedAt">When it was decided.</param>
/// <param name="DecidedBy">Who decided, by the credential's name.</param>
/// <param name="OnBehalfOf">Whom the caller said to act for; null where it named nobody. The credential decides who acted.</param>
/// <param name="OwnAcceptance">Whether the same person had accepted one of the retries, which the policy only marks.</param>
/// <param name="DestinationCount">Destinations that it is about.</param>
/// <param name="Destinations">Ids of the destinations that it is about.</param>
/// <param name="Approvals">Where their approvals stand after it.</param>
public sealed record ApprovalDecisionView(
    string SchemaVersion, string Product, ApprovalDecisionId ApprovalDecisionId, ApprovalPlanId ApprovalPlanId, RetryPlanId? RetryPlanId,
    string Connector, string Provider, AuditDeliveryId? DeliveryId, AuditPackageId? AuditId, ApprovalAnswer ApprovalState,
    string? ExternalRef, string? Notes, DateTimeOffset DecidedAt, string DecidedBy, string? OnBehalfOf, bool OwnAcceptance,
    int DestinationCount, IReadOnlyList<DestinationId> Destinations, IReadOnlyList<DecidedApprovalView> Approvals)
{
    public static ApprovalDecisionView Of(ApprovalDecision decision, string? onBehalfOf) => new(
        WireNames.ApprovalDecisionSchema, WireNames.Product, decision.Id, decision.ApprovalPlanId, decision.RetryPlanId, decision.Connector,
        decision.Provider, decision.DeliveryId, decision.AuditId, decision.State, decision.ExternalRef, decision.Notes, decision.DecidedAt,
        decision.DecidedBy.Display, onBehalfOf, decision.IsOwnAcceptance, decision.Destinations.Count, decision.Destinations, []);
}

/// <summary>Where an approval stands after a decision about it.</summary>
/// <param name="ApprovalId">Id of the approval.</param>
/// <param name="DestinationId">Id of the destination.</param>
/// <param name="State">approved where everybody that is needed has approved; requested while more people have to.</param>
/// <param name="ApprovalsRequired">Different people who have to approve.</param>
/// <param name="ApprovalsGiven">Different people who have approved.</param>
/// <param name="ExpiresAt">The first instant at which it may no longer be used; null while nobody has approved.</param>
public sealed record DecidedApprovalView(
    ApprovalId ApprovalId, DestinationId DestinationId, ApprovalState State, int ApprovalsRequired, int ApprovalsGiven,
    DateTimeOffset? ExpiresAt)
{
    public static DecidedApprovalView Of(Approval approval) => new(
        approval.Id, approval.DestinationId, approval.State, approval.ApprovalsRequired, approval.Grants.Count, approval.ExpiresAt);
}
