using Cavra.Application.RetryPlans;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.WorkerRuns;

/// <summary>A worker run with the plan it went by, as answers show it.</summary>
public sealed record WorkerRunView(
    string SchemaVersion, string Product, WorkerRunId RunId, DateTimeOffset GeneratedAt, string GeneratedBy, string? OnBehalfOf,
    bool DryRun, RunState State, RunFailure? Failure, RunTrigger Trigger, RunScheduleView Schedule, DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt, string WorkerName, string Provider, int MaxRetryDeliveries, long MissedWindowCount, bool Late,
    RunSummary Summary, RetryPlanView? RetryPlan, IReadOnlyList<RetryDecisionView> SelectedRetries,
    IReadOnlyList<FollowUpAction> FollowUpActions, IReadOnlyList<RetryResultView> RetryResults)
{
    /// <param name="run">The run.</param>
    /// <param name="plan">The plan it went by, its decisions loaded; null when it made none.</param>
    public static WorkerRunView Of(WorkerRun run, RetryPlan? plan)
    {
        var choice = ConnectorChoice.OfKept(run.Provider);
        var selected = run.SelectedRetries.ToDictionary(retry => retry.Candidate.DestinationId, retry => retry.LiveVerdict);
        var planView = plan is null ? null : RetryPlanView.Of(plan, decision => Judged(decision, choice, selected));
        var decisions = planView?.RetryDecisions.ToDictionary(decision => decision.DestinationId) ?? [];
        return new WorkerRunView(
            WireNames.WorkerRunSchema, WireNames.Product, run.Id, run.GeneratedAt, run.GeneratedBy, run.OnBehalfOf, run.DryRun,
            run.State, run.Failure, run.Trigger, RunScheduleView.Of(run), run.StartedAt, run.CompletedAt, run.WorkerName, run.Provider,
            run.MaxRetryDeliveries, run.MissedWindows, run.Late, run.Summary, planView,
            [.. run.SelectedRetries.Select(retry => decisions[retry.Candidate.DestinationId])], run.FollowUpActions,
            [.. run.RetryResults.Select(result => RetryResultView.Of(result, decisions[result.Decision.DestinationId]))]);
    }

    // What was not selected needs no row: its verdict follows from the plan alone.
    private static RetryDecisionView Judged(
        RetryDecision decision, ConnectorChoice choice, Dictionary<DestinationId, LiveVerdict> selected)
    {
        var view = RetryDecisionView.Of(decision);
        if (!choice.Includes(decision.Connector))
        {
            return view;
        }

        var verdict = selected.GetValueOrDefault(decision.DestinationId) ?? LiveVerdict.Unselected(decision.Action);
        return view with { LiveVerdict = LiveVerdictView.Of(verdict) };
    }
}

/// <summary>The schedule that a run went by, and its window.</summary>
public sealed record RunScheduleView(
    int? IntervalMinutes, DateTimeOffset WindowStart, DateTimeOffset WindowEnd, bool Enabled, string Cadence)
{
    public static RunScheduleView Of(WorkerRun run) =>
        new(run.IntervalMinutes, run.WindowStart, run.WindowEnd, run.ScheduleEnabled, run.Cadence);
}

/// <summary>What came of one selected retry.</summary>
/// <param name="Decision">The decision of the plan, with the live verdict on it.</param>
/// <param name="Skipped">Why nothing was sent; null when something was.</param>
/// <param name="Code">The refusal that a live run met; null when it met none.</param>
public sealed record RetryResultView(RetryDecisionView Decision, RetrySkip? Skipped, string? Code)
{
    public static RetryResultView Of(RetryResult result, RetryDecisionView decision) => new(
        decision, result.Skipped,
        result.Skipped is null or RetrySkip.DryRun ? null : $"retry.{WireName.Of(result.Skipped)}");
}
