using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.Policies;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.Approvals;

/// <summary>Which open destinations need an approval to be sent again, and where each stands, at one moment.</summary>
public sealed class ApprovalPlan : IEvidenced
{
    private readonly List<PlannedApproval> _decisions = [];

    private ApprovalPlan()
    {
    }

    public required ApprovalPlanId Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    public required Actor GeneratedBy { get; init; }

    public required ApprovalTerms Terms { get; init; }

    public int DecisionCount { get; private set; }

    /// <summary>Destinations that somebody is to approve.</summary>
    public int ApprovalRequiredCount { get; private set; }

    /// <summary>Destinations whose approval may be used.</summary>
    public int ApprovedCount { get; private set; }

    /// <summary>Destinations whose retry has to be accepted first.</summary>
    public int WaitingCount { get; private set; }

    /// <summary>The decisions that were loaded, in the order of the plan; all of a plan that was just made.</summary>
    public IReadOnlyList<PlannedApproval> Decisions => _decisions;

    public EvidenceFacts Evidence => new(WireNames.ApprovalPlanKind, "approval plan", Id.ToString(), new Dictionary<string, object?>
    {
        ["approval_plan_id"] = Id.ToString(),
        ["decision_count"] = DecisionCount,
        ["approval_required_count"] = ApprovalRequiredCount,
        ["approved_count"] = ApprovedCount,
        ["waiting_count"] = WaitingCount,
        ["require_retry_ack"] = Terms.RequireRetryAck,
        ["approvals_required"] = Terms.ApprovalsRequired,
        ["expires_after_minutes"] = Terms.ExpiresAfterMinutes,
        [AuditsNamed.Member] = AuditsNamed.In(_decisions.Select(decision => decision.AuditId)),
        ["providers"] = _decisions.Select(decision => decision.Connector).Distinct().Order(StringComparer.Ordinal).ToList(),
    });

    public static ApprovalPlan Begin(WorkspaceId workspace, ApprovalTerms terms, Actor by, DateTimeOffset now) => new()
    {
        Id = Ids.New<ApprovalPlanId>(now),
        WorkspaceId = workspace,
        GeneratedAt = now,
        GeneratedBy = by,
        Terms = terms,
    };

    /// <summary>Adds a decision on one open destination, asking for an approval where one is needed and none is open.</summary>
    /// <param name="decision">What the newest retry plan about it says.</param>
    /// <param name="verdict">What the rules say about it now; not one that suppresses.</param>
    /// <param name="setting">The destination, its connector and the policy as they are.</param>
    /// <param name="existing">The approval of the destination that is not ended; null when there is none.</param>
    /// <returns>The approval that was asked for anew; null where none had to be.</returns>
    public Approval? Add(RetryDecision decision, RetryVerdict verdict, ApprovalSetting setting, Approval? existing)
    {
        var asked = (Approval?)null;
        var isWaiting = Terms.RequireRetryAck && !setting.IsAccepted;
        if (existing is not null && !Keeps(existing, setting))
        {
            existing = null;
        }

        if (existing is null && !isWaiting)
        {
            existing = asked = Approval.Ask(this, decision, setting);
        }

        var state = isWaiting ? PlannedApprovalState.WaitForRetryAck
            : existing!.State is ApprovalState.Approved ? PlannedApprovalState.AlreadyApproved
            : PlannedApprovalState.RequestApproval;
        _decisions.Add(PlannedApproval.Of(this, _decisions.Count, decision, verdict, setting, state, isWaiting ? null : existing));
        DecisionCount++;
        ApprovalRequiredCount += state is PlannedApprovalState.RequestApproval ? 1 : 0;
        ApprovedCount += state is PlannedApprovalState.AlreadyApproved ? 1 : 0;
        WaitingCount += state is PlannedApprovalState.WaitForRetryAck ? 1 : 0;
        return asked;
    }

    // What has expired or is stale lapses on its own terms, and only what is open is held against the plan's.
    private bool Keeps(Approval existing, ApprovalSetting setting)
    {
        var standing = existing.Standing(setting, GeneratedAt);
        if (standing.IsOpen)
        {
            existing.Tighten(Terms);
            standing = existing.Standing(setting, GeneratedAt);
        }

        if (!standing.IsOpen)
        {
            existing.Lapse(standing, GeneratedAt);
        }

        return standing.IsOpen;
    }
}

/// <summary>Where a destination stands on its way to an approval.</summary>
public enum PlannedApprovalState
{
    /// <summary>Somebody is to approve it.</summary>
    RequestApproval,

    /// <summary>Its retry has to be accepted first.</summary>
    WaitForRetryAck,

    /// <summary>Its approval may be used.</summary>
    AlreadyApproved,
}

/// <summary>What an approval plan says about one destination, as it was at that moment; one row, never changed.</summary>
public sealed class PlannedApproval
{
    private PlannedApproval()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required ApprovalPlanId ApprovalPlanId { get; init; }

    /// <summary>With workspace and plan, the key.</summary>
    public required DestinationId DestinationId { get; init; }

    /// <summary>Place in the plan, from 0: oldest failure first.</summary>
    public required int Position { get; init; }

    public required RetryPlanId RetryPlanId { get; init; }

    public required AuditDeliveryId DeliveryId { get; init; }

    public required AuditPackageId AuditId { get; init; }

    public required string Provider { get; init; }

    public required string Connector { get; init; }

    public required RetryAction Action { get; init; }

    public required RetryReason Reason { get; init; }

    public required PlannedApprovalState State { get; init; }

    /// <summary>Digest of what is approved.</summary>
    public required string ContentDigest { get; init; }

    /// <summary>The approval that is asked for, or that stands; null while the retry is not accepted.</summary>
    public required ApprovalId? ApprovalId { get; init; }

    internal static PlannedApproval Of(
        ApprovalPlan plan, int position, RetryDecision decision, RetryVerdict verdict, ApprovalSetting setting,
        PlannedApprovalState state, Approval? approval) => new()
        {
            WorkspaceId = plan.WorkspaceId,
            ApprovalPlanId = plan.Id,
            DestinationId = decision.DestinationId,
            Position = position,
            RetryPlanId = decision.RetryPlanId,
            DeliveryId = decision.DeliveryId,
            AuditId = decision.AuditId,
            Provider = decision.Provider,
            Connector = decision.Connector,
            Action = verdict.Action,
            Reason = verdict.Reason,
            State = state,
            ContentDigest = setting.Binding.Digest,
            ApprovalId = approval?.Id,
        };
}
