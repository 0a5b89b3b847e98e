using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.WorkerRuns;

/// <summary>A worker run in a list: without the plan it went by and what it selected.</summary>
public sealed record WorkerRunItem(
    WorkerRunId RunId, DateTimeOffset GeneratedAt, string GeneratedBy, bool DryRun, RunState State, RunFailure? Failure,
    RunTrigger Trigger, RunScheduleView Schedule, DateTimeOffset StartedAt, DateTimeOffset? CompletedAt, string WorkerName,
    string Provider, long MissedWindowCount, bool Late, RetryPlanId? RetryPlanId, RunSummary Summary)
{
    public static WorkerRunItem Of(WorkerRun run) => new(
        run.Id, run.GeneratedAt, run.GeneratedBy, run.DryRun, run.State, run.Failure, run.Trigger, RunScheduleView.Of(run),
        run.StartedAt, run.CompletedAt, run.WorkerName, run.Provider, run.MissedWindows, run.Late, run.RetryPlanId, run.Summary);
}
