using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.WorkerRuns;

/// <summary>What a live run does with one decision.</summary>
public enum VerdictCode
{
    /// <summary>It is sent.</summary>
    WouldRetry,

    /// <summary>It lacks a valid approval.</summary>
    ApprovalRequired,

    /// <summary>Its package is not there.</summary>
    AuditPackageNotFound,

    /// <summary>Its connector is not configured, or can't be used.</summary>
    ConnectorNotConfigured,

    /// <summary>A person paused its connector.</summary>
    ConnectorPaused,

    /// <summary>Its connector failed too often in a row to be tried now.</summary>
    CircuitOpen,

    /// <summary>A freeze window of the workspace's policy is open.</summary>
    FreezeWindow,

    /// <summary>Eligible, but the run holds no more.</summary>
    OverLimit,

    /// <summary>Its time has not come.</summary>
    Waiting,

    /// <summary>No run retries it.</summary>
    Suppressed,
}

/// <summary>What a live run would do with a decision at this moment, and why.</summary>
/// <param name="Code">What it would do.</param>
/// <param name="Reason">One public-safe sentence.</param>
public sealed record LiveVerdict(VerdictCode Code, string Reason)
{
    public bool IsRetry => Code is VerdictCode.WouldRetry;

    /// <summary>The one judgement that dry and live runs share; how much a run takes on is left out.</summary>
    /// <param name="candidate">The decision, with the facts of this moment.</param>
    public static LiveVerdict On(RetryCandidate candidate) => candidate switch
    {
        { Action: not RetryAction.Retry } => Unselected(candidate.Action),
        { HasPackage: false } => new(VerdictCode.AuditPackageNotFound, "The audit package is not there."),
        { Obstacle: HoldReason.ConnectorPaused } => new(VerdictCode.ConnectorPaused, "The connector is paused."),
        { Obstacle: HoldReason.CircuitOpen } => new(VerdictCode.CircuitOpen, "The connector's circuit is open."),
        { Obstacle: not null } => new(VerdictCode.ConnectorNotConfigured, "The connector is not configured."),
        { FreezeWindow: not null } => new(VerdictCode.FreezeWindow, "A freeze window of the workspace's policy is open: nothing is sent again."),
        { Approval: ApprovalValidity.Valid } => new(VerdictCode.WouldRetry, "It is due and approved."),
        _ => new(VerdictCode.ApprovalRequired, WhyNotApproved(candidate.Approval)),
    };

    /// <summary>The judgement on a decision that a run does not take up, which needs nothing but the plan.</summary>
    public static LiveVerdict Unselected(RetryAction action) => action switch
    {
        RetryAction.Wait => new(VerdictCode.Waiting, "The plan says to wait."),
        RetryAction.Suppress => new(VerdictCode.Suppressed, "The plan says not to retry it."),
        _ => new(VerdictCode.OverLimit, "The run takes no more deliveries than it was asked to."),
    };

    private static string WhyNotApproved(ApprovalValidity? approval) => approval switch
    {
        ApprovalValidity.Awaited => "Not everybody that is needed has approved it yet.",
        ApprovalValidity.Stale => "What was approved has changed since; it needs a new approval.",
        ApprovalValidity.Expired => "Its approval has expired.",
        ApprovalValidity.Used => "Its approval has been used.",
        ApprovalValidity.Denied => "Its approval was denied.",
        ApprovalValidity.OwnAcceptance => "It was approved by who accepted it; somebody else has to approve it.",
        ApprovalValidity.OwnRun => "It was approved by who starts this run; somebody else, or the worker, has to start it.",
        ApprovalValidity.Withdrawn => "Its approval was withdrawn.",
        _ => "Nobody has approved it.",
    };
}
