using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.RetryPlans;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Connectors;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.WorkerRuns;

/// <summary>Makes the plan of a run and judges every decision of it: the second of its three steps, dry and live alike.</summary>
public sealed record JudgeRetries(WorkerRunId RunId, RetryPolicy? RetryPolicy) : ICommand<JudgedRun>
{
    public static Permission Permission => Permissions.DeliveryAttempt;
}

/// <summary>What a run found, before anything is sent.</summary>
/// <param name="Plan">The plan it goes by.</param>
/// <param name="PlanMetadata">The entry that proves the plan.</param>
/// <param name="Judged">Every decision of it, in the order in which they are taken up.</param>
/// <param name="Mode">Whether it sends anything.</param>
/// <param name="MaxRetryDeliveries">How many it takes up at most.</param>
public sealed record JudgedRun(
    RetryPlanView Plan, MetadataItem PlanMetadata, IReadOnlyList<JudgedRetry> Judged, RunMode Mode, int MaxRetryDeliveries) : IBetweenSteps
{
    /// <summary>
    /// What a live run takes up: what it would send, and of what is due and may not be sent the oldest, so that it is on record why.
    /// </summary>
    public IReadOnlyList<RetryCandidate> TakenUp => Mode is RunMode.DryRun ? [] :
    [
        .. Judged.Where(retry => retry.Selected).Select(retry => retry.Candidate),
        .. Judged.Where(retry => !retry.Selected && retry.Candidate.Action is RetryAction.Retry && retry.LiveVerdict.Code is not VerdictCode.OverLimit)
            .Take(MaxRetryDeliveries).Select(retry => retry.Candidate),
    ];

    /// <summary>The work of the run.</summary>
    /// <param name="outcome">Of a live run, what came of what it took up.</param>
    public RunWork Work(LiveOutcome outcome) => RunWork.Of(
        Plan.RetryPlanId, Judged,
        [.. outcome.Results.Select(result => result.Execution.Record.ExecutionStatus).OfType<ExecutionStatus>()], Mode);
}

internal sealed class JudgeRetriesHandler(ICavraDbContext db, RetryPlanner planner, RetryFacts facts)
    : IRequestHandler<JudgeRetries, Result<JudgedRun>>
{
    public async Task<Result<JudgedRun>> Handle(JudgeRetries command, CancellationToken cancellationToken)
    {
        var run = await db.WorkerRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Id == command.RunId, cancellationToken);
        if (run is null)
        {
            return WorkerRunRefusals.NotFound;
        }

        var policy = await facts.PolicyAsync(cancellationToken);
        var planned = await planner.PlanAsync(
            command.RetryPolicy ?? await planner.StandingPolicyAsync(cancellationToken), cancellationToken);
        var candidates = planned.Plan.Decisions.Select(decision => RetryCandidate.Of(
            decision, planned.Standings[decision.DestinationId].OpenSince, planned.Conditions[decision.Connector]));
        var approvals = await db.Approvals.AsNoTracking().Where(approval => approval.EndedAt == null).ToListAsync(cancellationToken);
        var held = await facts.SettingsAsync([.. planned.Destinations.Values], policy, cancellationToken);
        var judged = Selection.Of(
            facts.Complete(candidates, held, approvals, policy),
            ConnectorChoice.OfKept(run.Provider), run.MaxRetryDeliveries, run.Mode);
        return new JudgedRun(planned.View, planned.Metadata, judged, run.Mode, run.MaxRetryDeliveries);
    }
}
