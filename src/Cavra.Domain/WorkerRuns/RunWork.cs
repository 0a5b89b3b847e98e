using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.WorkerRuns;

/// <summary>The counts of a worker run.</summary>
public sealed record RunSummary
{
    public static RunSummary None { get; } = new();

    /// <summary>1 where it made a plan, else 0.</summary>
    public int RetryPlanCount { get; init; }

    /// <summary>Decisions of the plan to retry.</summary>
    public int RetryableCount { get; init; }

    /// <summary>Decisions of the plan to wait.</summary>
    public int WaitingRetryCount { get; init; }

    /// <summary>Decisions of the plan to retry no more.</summary>
    public int SuppressedRetryCount { get; init; }

    /// <summary>Decisions the run took on.</summary>
    public int SelectedRetryCount { get; init; }

    /// <summary>Those of them that lack a valid approval.</summary>
    public int ApprovalPendingCount { get; init; }

    /// <summary>Those of them that a receiver took.</summary>
    public int DeliveredCount { get; init; }

    /// <summary>Those of them that were tried and failed.</summary>
    public int FailedCount { get; init; }

    /// <summary>What somebody has to do for the rest to get on.</summary>
    public int FollowUpActionCount { get; init; }
}

/// <summary>What a worker run has done, or, when it was cut short, has done so far.</summary>
public sealed record RunWork
{
    public static RunWork Nothing { get; } = new();

    public RunSummary Summary { get; init; } = RunSummary.None;

    /// <summary>The plan the run went by; null when it made none.</summary>
    public RetryPlanId? RetryPlanId { get; init; }

    public IReadOnlyList<JudgedRetry> SelectedRetries { get; init; } = [];

    public IReadOnlyList<FollowUpAction> FollowUpActions { get; init; } = [];

    public IReadOnlyList<RetryResult> RetryResults { get; init; } = [];

    /// <summary>Puts together what a run did about the decisions it judged.</summary>
    public static RunWork Of(
        RetryPlanId retryPlanId, IReadOnlyList<JudgedRetry> judged, IReadOnlyList<RetryResult> results, RunMode mode)
    {
        var followUps = FollowUpAction.Of(judged, mode);
        return new RunWork
        {
            RetryPlanId = retryPlanId,
            SelectedRetries = [.. judged.Where(retry => retry.Selected)],
            FollowUpActions = followUps,
            RetryResults = results,
            Summary = new RunSummary
            {
                RetryPlanCount = 1,
                RetryableCount = judged.Count(retry => retry.Candidate.Action is RetryAction.Retry),
                WaitingRetryCount = judged.Count(retry => retry.Candidate.Action is RetryAction.Wait),
                SuppressedRetryCount = judged.Count(retry => retry.Candidate.Action is RetryAction.Suppress),
                SelectedRetryCount = judged.Count(retry => retry.Selected),
                ApprovalPendingCount = judged.Count(retry => retry.LiveVerdict.Code is VerdictCode.ApprovalRequired),
                DeliveredCount = results.Count(result => result.Delivered is true),
                FailedCount = results.Count(result => result.Delivered is false),
                FollowUpActionCount = followUps.Count,
            },
        };
    }
}
