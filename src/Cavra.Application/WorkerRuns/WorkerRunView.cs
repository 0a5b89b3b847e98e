using Cavra.Application.RetryPlans;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.WorkerRuns;

/// <summary>A worker run with the plan it went by, as answers show it.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="RunId">Id of the worker run.</param>
/// <param name="GeneratedAt">When it was made.</param>
/// <param name="GeneratedBy">Who started it: a credential's name, or the worker.</param>
/// <param name="OnBehalfOf">Whom the caller said to act for; null where it named nobody. The credential decides who acted.</param>
/// <param name="DryRun">Whether it only showed what a live run would do.</param>
/// <param name="State">Where the run stands.</param>
/// <param name="Failure">Why the run failed; null where it did not.</param>
/// <param name="Trigger">What started the run.</param>
/// <param name="Schedule">The schedule it went by, and its window.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="CompletedAt">When it ended; null while it has not.</param>
/// <param name="WorkerName">Name of the process that did it.</param>
/// <param name="Provider">Connectors it was limited to: all, a name or a comma list.</param>
/// <param name="MaxRetryDeliveries">How many retries it was to take on at most.</param>
/// <param name="MissedWindowCount">Whole windows that passed without a run before this one.</param>
/// <param name="Late">Whether it started after the window's grace.</param>
/// <param name="Summary">Its counts.</param>
/// <param name="RetryPlan">The plan it went by; null where it made none.</param>
/// <param name="SelectedRetries">Decisions it took on, oldest failure first, each with its live verdict.</param>
/// <param name="FollowUpActions">What somebody has to do for the rest to get on.</param>
/// <param name="RetryResults">What came of each decision it took on.</param>
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
            WireNames.WorkerRunSchema, WireNames.Product, run.Id, run.GeneratedAt, run.StartedBy.Display, run.OnBehalfOf, run.DryRun,
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
/// <param name="IntervalMinutes">Minutes from window to window, 1 to 10,080; null where cron counts.</param>
/// <param name="WindowStart">First instant of the window.</param>
/// <param name="WindowEnd">First instant after the window.</param>
/// <param name="Enabled">Whether the schedule was switched on when it ran.</param>
/// <param name="Cadence">Name of the rhythm it ran in.</param>
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
