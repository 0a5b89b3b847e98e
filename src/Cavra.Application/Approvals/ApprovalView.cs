using Cavra.Domain.Access;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Policies;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.Approvals;

/// <summary>One approval: what it is for, whom it awaits and where it stands.</summary>
/// <param name="ApprovalId">Id of the approval.</param>
/// <param name="ApprovalPlanId">Id of the plan that asked for it: decisions are given to that plan.</param>
/// <param name="RetryPlanId">Id of the retry plan that it is of.</param>
/// <param name="DestinationId">Id of the destination: one event on its way to one connector.</param>
/// <param name="DeliveryId">Id of the audit delivery.</param>
/// <param name="AuditId">Id of the audit package.</param>
/// <param name="Connector">Name of the connector as configured.</param>
/// <param name="Provider">Vendor of the connector.</param>
/// <param name="State">Where it stands, with time and what has changed counted.</param>
/// <param name="StaleBecause">What has changed since it was asked for; empty unless it is stale.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="RequestedBy">Who asked, by the credential's name.</param>
/// <param name="ReviewBy">When it is to be decided at the latest, by the policy.</param>
/// <param name="ApprovalsRequired">Different people who have to approve.</param>
/// <param name="ApprovedBy">Everybody who has approved so far, in that order.</param>
/// <param name="ExpiresAt">The first instant at which it may no longer be used; null while nobody has approved.</param>
/// <param name="EndedAt">When it was used or otherwise came to its end; null while it has not.</param>
/// <param name="EndedBy">Who denied, withdrew or used it; null for what time or a change ended.</param>
/// <param name="ExecutionId">Id of the execution record that it was used for; null unless it was.</param>
/// <param name="AwaitedRoles">The roles that can do what is next; empty where nothing is.</param>
/// <param name="AcceptedBy">Who accepted the retry last; null where nobody has.</param>
/// <param name="MayApprove">Whether the caller could approve it now, by role, and by who they are.</param>
/// <param name="WhyNot">The code of what stands against that; null where nothing does.</param>
/// <param name="ContentDigest">Digest of what it is bound to.</param>
/// <param name="BoundTo">What it is bound to: if anything of it differs when the worker comes, it is stale.</param>
public sealed record ApprovalView(
    ApprovalId ApprovalId, ApprovalPlanId ApprovalPlanId, RetryPlanId RetryPlanId, DestinationId DestinationId, AuditDeliveryId DeliveryId,
    AuditPackageId AuditId, string Connector, string Provider, ApprovalState State, IReadOnlyList<BindingChange> StaleBecause,
    DateTimeOffset RequestedAt, string RequestedBy, DateTimeOffset ReviewBy, int ApprovalsRequired, IReadOnlyList<ApprovalGrantView> ApprovedBy,
    DateTimeOffset? ExpiresAt, DateTimeOffset? EndedAt, string? EndedBy, ExecutionId? ExecutionId, IReadOnlyList<string> AwaitedRoles,
    string? AcceptedBy, bool MayApprove, string? WhyNot, string ContentDigest, ApprovalBindingView BoundTo)
{
    internal static ApprovalView Of(Approval approval, HeldApproval? open, Actor caller, WorkspacePolicy policy, DateTimeOffset now)
    {
        var state = open?.Standing.State ?? approval.State;
        var whyNot = !Roles.With(Permissions.RetryApprove).Intersect(caller.Roles).Any() ? AccessRefusals.Without(Permissions.RetryApprove, caller.Roles)
            : open is null ? ApprovalRefusals.Ended
            : approval.WhyNot(ApprovalAnswer.Approved, caller, open.Setting, now);
        return new ApprovalView(
            approval.Id, approval.ApprovalPlanId, approval.RetryPlanId, approval.DestinationId, approval.DeliveryId, approval.AuditId,
            approval.Connector, approval.Provider, state, open?.Standing.Changes ?? approval.StaleBecause, approval.RequestedAt, approval.RequestedBy.Display,
            approval.RequestedAt + policy.ReviewTime(approval.Connector), approval.ApprovalsRequired,
            [.. approval.Grants.Select(ApprovalGrantView.Of)], approval.ExpiresAt, approval.EndedAt, approval.EndedBy?.Display,
            approval.ExecutionId, Awaited(state), (open?.Setting.AcceptedBy ?? approval.AcceptedBy)?.Display, whyNot is null, whyNot?.Code, approval.Binding.Digest,
            ApprovalBindingView.Of(approval.Binding));
    }

    private static IReadOnlyList<string> Awaited(ApprovalState state) => state switch
    {
        ApprovalState.Requested => Roles.With(Permissions.RetryApprove),
        ApprovalState.Approved => Roles.With(Permissions.RetryExecute),
        ApprovalState.Spent => [],
        _ => Roles.With(Permissions.ApprovalPlan),
    };
}

/// <summary>One person's approval.</summary>
/// <param name="Actor">Who approved, by the credential's name.</param>
/// <param name="At">When.</param>
/// <param name="ApprovalDecisionId">Id of the decision.</param>
/// <param name="EvidenceId">Id of the evidence entry that proves it.</param>
/// <param name="OwnAcceptance">Whether the same person had accepted the retry, which the policy only marks.</param>
public sealed record ApprovalGrantView(
    string Actor, DateTimeOffset At, ApprovalDecisionId ApprovalDecisionId, string EvidenceId, bool OwnAcceptance)
{
    public static ApprovalGrantView Of(ApprovalGrant grant) =>
        new(grant.By.Display, grant.At, grant.DecisionId, grant.EvidenceId, grant.IsOwnAcceptance);
}

/// <summary>What an approval is bound to.</summary>
/// <param name="DestinationId">Id of the destination.</param>
/// <param name="PackageDigest">Digest of the audit package.</param>
/// <param name="Connector">Name of the connector as configured.</param>
/// <param name="EndpointFingerprint">Fingerprint of the connector's configuration, which changes with it; null while it has none.</param>
/// <param name="FailedAttempts">Failed attempts so far.</param>
/// <param name="PolicyDigest">Digest of the workspace's policy.</param>
public sealed record ApprovalBindingView(
    DestinationId DestinationId, string PackageDigest, string Connector, string? EndpointFingerprint, int FailedAttempts, string PolicyDigest)
{
    public static ApprovalBindingView Of(ApprovalBinding binding) => new(
        binding.DestinationId, binding.PackageDigest, binding.Connector, binding.EndpointFingerprint, binding.FailedAttempts,
        binding.PolicyDigest);
}
