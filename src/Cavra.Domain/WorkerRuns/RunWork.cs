using Cavra.Domain.AuditDeliveries;
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

    /// <summary>The same, with what came of the retries counted.</summary>
    public RunSummary With(IReadOnlyList<ExecutionStatus> ended) => this with
    {
        DeliveredCount = ended.Count(status => status is ExecutionStatus.Delivered),
        FailedCount = ended.Count(status => status is ExecutionStatus.Failed),
    };
}

/// <summary>What a live run would do with a decision that it did not take up.</summary>
/// <param name="DestinationId">The destination of the decision.</param>
/// <param name="LiveVerdict">What it would do.</param>
public sealed record OtherVerdict(DestinationId DestinationId, LiveVerdict LiveVerdict);

/// <summary>What a worker run has done, or, when it was cut short, has done so far.</summary>
public sealed record RunWork
{
    public static RunWork Nothing { get; } = new();

    public RunSummary Summary { get; init; } = RunSummary.None;

    /// <summary>The plan the run went by; null when it made none.</summary>
    public RetryPlanId? RetryPlanId { get; init; }

    public IReadOnlyList<JudgedRetry> SelectedRetries { get; init; } = [];

    /// <summary>What a live run would do with decisions to retry that were not taken up, where it is not that there was no room.</summary>
    public IReadOnlyList<OtherVerdict> OtherVerdicts { get; init; } = [];

    public IReadOnlyList<FollowUpAction> FollowUpActions { get; init; } = [];

    /// <summary>Of a dry run; what came of a live one is in its <see cref="RunRetry"/> rows.</summary>
    public IReadOnlyList<RetryResult> RetryResults { get; init; } = [];

    /// <summary>Puts together what a run did about the decisions it judged.</summary>
    /// <param name="retryPlanId">The plan it went by.</param>
    /// <param name="judged">The decisions.</param>
    /// <param name="ended">Of a live run, how each retry that it took up ended.</param>
    /// <param name="mode">Whether it sent anything.</param>
    public static RunWork Of(
        RetryPlanId retryPlanId, IReadOnlyList<JudgedRetry> judged, IReadOnlyList<ExecutionStatus> ended, RunMode mode)
    {
        var followUps = FollowUpAction.Of(judged, mode);
        return new RunWork
        {
            RetryPlanId = retryPlanId,
            SelectedRetries = [.. judged.Where(retry => retry.Selected)],
            OtherVerdicts =
            [
                .. judged
                    .Where(retry => !retry.Selected && retry.Candidate.Action is RetryAction.Retry && retry.LiveVerdict.Code is not VerdictCode.OverLimit)
                    .Select(retry => new OtherVerdict(retry.Candidate.DestinationId, retry.LiveVerdict)),
            ],
            FollowUpActions = followUps,
            RetryResults = mode is RunMode.DryRun ? [.. judged.Where(retry => retry.Selected).Select(RetryResult.Dry)] : [],
            Summary = new RunSummary
            {
                RetryPlanCount = 1,
                RetryableCount = judged.Count(retry => retry.Candidate.Action is RetryAction.Retry),
                WaitingRetryCount = judged.Count(retry => retry.Candidate.Action is RetryAction.Wait),
                SuppressedRetryCount = judged.Count(retry => retry.Candidate.Action is RetryAction.Suppress),
                SelectedRetryCount = judged.Count(retry => retry.Selected),
                ApprovalPendingCount = judged.Count(retry => retry.LiveVerdict.Code is VerdictCode.ApprovalRequired),
                FollowUpActionCount = followUps.Count,
            }.With(ended),
        };
    }

    /// <summary>What is known of a live run that was cut short: what it had taken up.</summary>
    public static RunWork OfInterrupted(IReadOnlyList<RunRetry> retries) => retries.Count == 0 ? Nothing : new RunWork
    {
        RetryPlanId = retries[0].RetryPlanId,
        Summary = new RunSummary
        {
            RetryPlanCount = 1,
            SelectedRetryCount = retries.Count(retry => retry.State is not RetryProgress.Skipped),
        }.With([.. retries.Select(retry => retry.Status).OfType<ExecutionStatus>()]),
    };
}
