using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;

namespace Cavra.Application.Approvals;

/// <summary>An approval plan with its decisions, as answers show it.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="ApprovalPlanId">Id of the approval plan.</param>
/// <param name="GeneratedAt">When it was made.</param>
/// <param name="GeneratedBy">Who asked for it, by the credential's name.</param>
/// <param name="RequireRetryAck">Whether a retry has to be accepted before it may be approved.</param>
/// <param name="ApprovalsRequired">Different people who have to approve each.</param>
/// <param name="ExpiresAfterMinutes">Minutes from the first approval in which it may be used.</param>
/// <param name="DecisionCount">Decisions in the plan: open deliveries of the newest retry plan that are retried or wait.</param>
/// <param name="ApprovalRequiredCount">Those that somebody is to approve.</param>
/// <param name="ApprovedCount">Those whose approval may be used.</param>
/// <param name="WaitingCount">Those whose retry has to be accepted first.</param>
/// <param name="ApprovalDecisions">One decision a delivery, oldest failure first.</param>
public sealed record ApprovalPlanView(
    string SchemaVersion, string Product, ApprovalPlanId ApprovalPlanId, DateTimeOffset GeneratedAt, string GeneratedBy,
    bool RequireRetryAck, int ApprovalsRequired, int ExpiresAfterMinutes, int DecisionCount, int ApprovalRequiredCount, int ApprovedCount,
    int WaitingCount, IReadOnlyList<PlannedApprovalView> ApprovalDecisions)
{
    public static ApprovalPlanView Of(ApprovalPlan plan) => new(
        WireNames.ApprovalPlanSchema, WireNames.Product, plan.Id, plan.GeneratedAt, plan.GeneratedBy.Display, plan.Terms.RequireRetryAck,
        plan.Terms.ApprovalsRequired, plan.Terms.ExpiresAfterMinutes, plan.DecisionCount, plan.ApprovalRequiredCount, plan.ApprovedCount,
        plan.WaitingCount, [.. plan.Decisions.OrderBy(decision => decision.Position).Select(PlannedApprovalView.Of)]);
}

/// <summary>What an approval plan says about one delivery.</summary>
/// <param name="RetryPlanId">Id of the retry plan that it is of.</param>
/// <param name="DestinationId">Id of the destination: one event on its way to one connector.</param>
/// <param name="Provider">Vendor of the connector.</param>
/// <param name="Connector">Name of the connector as configured.</param>
/// <param name="DeliveryId">Id of the audit delivery.</param>
/// <param name="AuditId">Id of the audit package.</param>
/// <param name="Action">What would be done with it now: retry or wait.</param>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="ReasonCode">Which rule decided that.</param>
/// <param name="ApprovalRequired">Whether somebody has to approve it before it can be sent again.</param>
/// <param name="State">Where it stands on its way to an approval.</param>
/// <param name="ApprovalId">Id of the approval that is asked for, or that stands; null while the retry is not accepted.</param>
/// <param name="ContentDigest">Digest of what is approved: destination, package, connector's configuration, failures so far and policy.</param>
public sealed record PlannedApprovalView(
    RetryPlanId RetryPlanId, DestinationId DestinationId, string Provider, string Connector, AuditDeliveryId DeliveryId,
    AuditPackageId AuditId, RetryAction Action, string Reason, RetryReason ReasonCode, bool ApprovalRequired, PlannedApprovalState State,
    ApprovalId? ApprovalId, string ContentDigest)
{
    public static PlannedApprovalView Of(PlannedApproval decision) => new(
        decision.RetryPlanId, decision.DestinationId, decision.Provider, decision.Connector, decision.DeliveryId, decision.AuditId,
        decision.Action, decision.Reason.Sentence(), decision.Reason, decision.State is not PlannedApprovalState.AlreadyApproved,
        decision.State, decision.ApprovalId, decision.ContentDigest);
}
