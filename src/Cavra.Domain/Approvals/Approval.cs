using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Policies;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Domain.Approvals;

/// <summary>The permission to attempt one destination once more: asked for, given by so many people, used once.</summary>
/// <remarks>What people decide about it is in <c>Approval.Deciding.cs</c>. Whatever its end, it stays.</remarks>
public sealed partial class Approval
{
    private Approval()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required ApprovalId Id { get; init; }

    /// <summary>At most one approval of a destination is requested or approved at a time.</summary>
    public required DestinationId DestinationId { get; init; }

    /// <summary>The plan that asked for it first.</summary>
    public required ApprovalPlanId ApprovalPlanId { get; init; }

    public required RetryPlanId RetryPlanId { get; init; }

    public required AuditDeliveryId DeliveryId { get; init; }

    public required AuditPackageId AuditId { get; init; }

    public required string Connector { get; init; }

    public required string Provider { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required Actor RequestedBy { get; init; }

    /// <summary>What it is for.</summary>
    public required ApprovalBinding Binding { get; init; }

    /// <summary>Whether it holds only while the retry is accepted.</summary>
    public bool RequiresRetryAck { get; private set; }

    /// <summary>Different people who must approve.</summary>
    public int ApprovalsRequired { get; private set; }

    /// <summary>How long it may be used, in minutes from the first person's approval.</summary>
    public int ExpiresAfterMinutes { get; private set; }

    /// <summary>As stored: that it has expired or is stale may not have been written down yet, see <see cref="Standing"/>.</summary>
    public ApprovalState State { get; private set; }

    /// <summary>Who has approved so far, in that order.</summary>
    public IReadOnlyList<ApprovalGrant> Grants { get; private set; } = [];

    /// <summary>The first instant at which it may no longer be used; null while nobody has approved.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>When it was used or otherwise came to its end; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Who denied, withdrew or used it; null for what time or a change ended.</summary>
    public Actor? EndedBy { get; private set; }

    /// <summary>Who accepted the retry last, as far as the approval has come by it; null where nobody has.</summary>
    public Actor? AcceptedBy { get; private set; }

    /// <summary>What had changed when it was found to be stale; empty unless it ended so.</summary>
    public IReadOnlyList<BindingChange> StaleBecause { get; private set; } = [];

    /// <summary>The retry it was used for; null unless it was.</summary>
    public ExecutionId? ExecutionId { get; private set; }

    /// <summary>Asks for an approval.</summary>
    /// <param name="plan">The plan that asks.</param>
    /// <param name="decision">The decision of a retry plan that it is about.</param>
    /// <param name="setting">What is to be approved, and who accepted it.</param>
    public static Approval Ask(ApprovalPlan plan, RetryDecision decision, ApprovalSetting setting) => new()
    {
        WorkspaceId = plan.WorkspaceId,
        Id = Ids.New<ApprovalId>(plan.GeneratedAt),
        DestinationId = decision.DestinationId,
        ApprovalPlanId = plan.Id,
        RetryPlanId = decision.RetryPlanId,
        DeliveryId = decision.DeliveryId,
        AuditId = decision.AuditId,
        Connector = decision.Connector,
        Provider = decision.Provider,
        RequestedAt = plan.GeneratedAt,
        RequestedBy = plan.GeneratedBy,
        Binding = setting.Binding,
        AcceptedBy = setting.AcceptedBy,
        RequiresRetryAck = plan.Terms.RequireRetryAck,
        ApprovalsRequired = plan.Terms.ApprovalsRequired,
        ExpiresAfterMinutes = plan.Terms.ExpiresAfterMinutes,
    };

    /// <summary>Where it stands, with time and what has changed counted.</summary>
    public ApprovalStanding Standing(ApprovalSetting setting, DateTimeOffset now)
    {
        if (EndedAt is not null)
        {
            return new ApprovalStanding(State, StaleBecause);
        }

        if (ExpiresAt <= now)
        {
            return new ApprovalStanding(ApprovalState.Expired, []);
        }

        IReadOnlyList<BindingChange> changes =
        [
            .. setting.IsOpen ? Binding.ChangesTo(setting.Binding) : [BindingChange.Destination],
            .. setting.IsOpen && RequiresRetryAck && !setting.IsAccepted ? new[] { BindingChange.Acceptance } : [],
        ];
        return new ApprovalStanding(changes.Count > 0 ? ApprovalState.Stale : State, changes);
    }

    /// <summary>Asked for again under stricter terms: the strictest count, which may leave it expired or stale at once.</summary>
    public void Tighten(ApprovalTerms terms)
    {
        RequiresRetryAck |= terms.RequireRetryAck;
        ApprovalsRequired = Math.Max(ApprovalsRequired, terms.ApprovalsRequired);
        ExpiresAfterMinutes = Math.Min(ExpiresAfterMinutes, terms.ExpiresAfterMinutes);
        ExpiresAt = Grants.Count > 0 ? Grants[0].At.AddMinutes(ExpiresAfterMinutes) : null;
        State = Grants.Count >= ApprovalsRequired ? ApprovalState.Approved : ApprovalState.Requested;
    }

    /// <summary>Writes down that it has expired or is stale: from then on it is, whatever is changed back.</summary>
    public void Lapse(ApprovalStanding standing, DateTimeOffset now)
    {
        if (standing.IsOpen || EndedAt is not null)
        {
            throw new InvalidOperationException("Only an open approval that has expired or is stale lapses.");
        }

        StaleBecause = standing.Changes;
        End(standing.State, by: null, now);
    }

    /// <summary>Whether a live run may use it, and if not, why.</summary>
    /// <param name="setting">The destination, its connector and the policy as they are.</param>
    /// <param name="starter">Who starts the run by hand; null for the scheduled worker.</param>
    /// <param name="now">The moment.</param>
    public ApprovalValidity ValidityFor(ApprovalSetting setting, Actor? starter, DateTimeOffset now) => Standing(setting, now).State switch
    {
        ApprovalState.Requested => ApprovalValidity.Awaited,
        ApprovalState.Approved when setting.Policy.FourEyes is FourEyes.Advisory => ApprovalValidity.Valid,
        ApprovalState.Approved when setting.Acceptors.Any(IsBy) => ApprovalValidity.OwnAcceptance,
        ApprovalState.Approved when IsBy(starter) => ApprovalValidity.OwnRun,
        ApprovalState.Approved => ApprovalValidity.Valid,
        ApprovalState.Spent => ApprovalValidity.Used,
        ApprovalState.Expired => ApprovalValidity.Expired,
        ApprovalState.Stale => ApprovalValidity.Stale,
        ApprovalState.Denied => ApprovalValidity.Denied,
        _ => ApprovalValidity.Withdrawn,
    };

    /// <summary>Whether using it breaks the four-eyes rule, which only an advisory one lets pass.</summary>
    public bool BreaksFourEyes(ApprovalSetting setting, Actor? starter) => setting.Acceptors.Any(IsBy) || IsBy(starter);

    /// <summary>Keeps who accepted the retry, for whoever looks at it after its end.</summary>
    public void KeepAcceptance(ApprovalSetting setting) => AcceptedBy = setting.AcceptedBy ?? AcceptedBy;

    /// <summary>Uses it for one retry; to be committed together with the beginning of the attempt.</summary>
    public void Spend(ExecutionId execution, Actor by, DateTimeOffset now)
    {
        if (State is not ApprovalState.Approved || ExpiresAt <= now)
        {
            throw new InvalidOperationException("Only an approval that holds is used.");
        }

        ExecutionId = execution;
        End(ApprovalState.Spent, by, now);
    }

    private bool IsBy(Actor? person) => person is not null && Grants.Any(grant => grant.By.Person == person.Person);

    private void End(ApprovalState state, Actor? by, DateTimeOffset now) => (State, EndedBy, EndedAt) = (state, by, now);
}
