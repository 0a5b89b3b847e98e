using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.WorkerRuns;

/// <summary>The counts of a worker run.</summary>
public sealed record RunSummary
{
    public static RunSummary None { get; } = new();

    public int RetryPlanCount { get; init; }

    public int RetryableCount { get; init; }

    public int WaitingRetryCount { get; init; }

    public int SuppressedRetryCount { get; init; }

    public int SelectedRetryCount { get; init; }

    public int ApprovalPendingCount { get; init; }

    public int DeliveredCount { get; init; }

    public int FailedCount { get; init; }

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
