using Cavra.Application.AuditDeliveries;
using Cavra.Application.Evidence;
using Cavra.Application.RetryPlans;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
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
    /// <param name="plan">The plan it went by; null when it made none.</param>
    /// <param name="live">Of a live run, what came of its retries.</param>
    public static WorkerRunView Of(WorkerRun run, RetryPlanView? plan, IReadOnlyList<LiveResult> live)
    {
        var choice = ConnectorChoice.OfKept(run.Provider);
        var verdicts = run.SelectedRetries.ToDictionary(retry => retry.Candidate.DestinationId, retry => retry.LiveVerdict);
        foreach (var (destination, verdict) in run.OtherVerdicts)
        {
            verdicts[destination] = verdict;
        }

        var planView = plan is null ? null : plan with
        {
            RetryDecisions = [.. plan.RetryDecisions.Select(decision => Judged(decision, choice, verdicts))],
        };
        var decisions = planView?.RetryDecisions.ToDictionary(decision => decision.DestinationId) ?? [];
        return new WorkerRunView(
            WireNames.WorkerRunSchema, WireNames.Product, run.Id, run.GeneratedAt, run.StartedBy.Display, run.OnBehalfOf, run.DryRun,
            run.State, run.Failure, run.Trigger, RunScheduleView.Of(run), run.StartedAt, run.CompletedAt, run.WorkerName, run.Provider,
            run.MaxRetryDeliveries, run.MissedWindows, run.Late, run.Summary, planView,
            [.. run.SelectedRetries.Select(retry => decisions[retry.Candidate.DestinationId])], run.FollowUpActions,
            [
                .. run.RetryResults.Select(result => RetryResultView.Of(result, decisions[result.Decision.DestinationId])),
                .. live.Where(_ => plan is not null)
                    .Select(result => RetryResultView.Of(result, decisions[result.Execution.Record.DestinationId])),
            ]);
    }

    // What was not selected needs no row: its verdict follows from the plan alone, unless it is due.
    private static RetryDecisionView Judged(
        RetryDecisionView decision, ConnectorChoice choice, Dictionary<DestinationId, LiveVerdict> verdicts) =>
        !choice.Includes(decision.Connector)
            ? decision
            : decision with
            {
                LiveVerdict = LiveVerdictView.Of(verdicts.GetValueOrDefault(decision.DestinationId) ?? LiveVerdict.Unselected(decision.Action)),
            };
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

/// <summary>What came of one retry that a run took on.</summary>
/// <param name="Decision">The decision of the plan, with the live verdict on it.</param>
/// <param name="Skipped">Why nothing was sent; null when something was.</param>
/// <param name="Code">The refusal that a live run met; null when it met none.</param>
/// <param name="Delivery">The account of what was sent, in the answer to the run; null where nothing was, and when it is read later.</param>
/// <param name="DeliveryMetadata">Public view of the evidence entry that proves it; null where there is none.</param>
/// <param name="ExecutionRecord">The record of the live retry; null in a dry run.</param>
/// <param name="ExecutionMetadata">Public view of the evidence entry that proves the record, in the answer to the run; else null.</param>
public sealed record RetryResultView(
    RetryDecisionView Decision, RetrySkip? Skipped, string? Code, ConnectorDeliveryView? Delivery, MetadataItem? DeliveryMetadata,
    ExecutionView? ExecutionRecord, MetadataItem? ExecutionMetadata)
{
    /// <summary>What came of a retry in a dry run.</summary>
    public static RetryResultView Of(RetryResult result, RetryDecisionView decision) => new(
        decision, result.Skipped, Code: null, Delivery: null, DeliveryMetadata: null, ExecutionRecord: null, ExecutionMetadata: null);

    /// <summary>What came of a live retry.</summary>
    public static RetryResultView Of(LiveResult result, RetryDecisionView decision)
    {
        var (record, skipped) = (result.Execution.Record, result.Execution.Record.Skipped);
        return new RetryResultView(
            decision, skipped, skipped is null ? null : $"retry.{WireName.Of(skipped)}", result.Round?.Delivery, result.Round?.Metadata,
            record, result.Execution.Metadata);
    }
}
