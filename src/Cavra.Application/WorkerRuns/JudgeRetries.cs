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
public sealed record JudgedRun(RetryPlanId RetryPlanId, MetadataItem PlanMetadata, IReadOnlyList<JudgedRetry> Judged, RunMode Mode)
    : IBetweenSteps
{
    /// <summary>The work of a run that sends nothing of what it judged.</summary>
    public RunWork WithoutSending() => RunWork.Of(
        RetryPlanId,
        Judged,
        [
            .. Judged.Where(retry => retry.Selected).Select(retry => RetryResult.WithoutSending(retry, Mode)
                ?? throw new InvalidOperationException("A retry that is approved must be sent.")),
        ],
        Mode);
}

internal sealed class JudgeRetriesHandler(ICavraDbContext db, RetryPlanner planner) : IRequestHandler<JudgeRetries, Result<JudgedRun>>
{
    public async Task<Result<JudgedRun>> Handle(JudgeRetries command, CancellationToken cancellationToken)
    {
        var run = await db.WorkerRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Id == command.RunId, cancellationToken);
        if (run is null)
        {
            return WorkerRunRefusals.NotFound;
        }

        var planned = await planner.PlanAsync(
            command.RetryPolicy ?? await planner.StandingPolicyAsync(cancellationToken), cancellationToken);
        var packages = await PackagesAsync(planned.Plan, cancellationToken);
        var candidates = planned.Plan.Decisions.Select(decision => RetryCandidate.Of(
            decision,
            planned.Standings[decision.DestinationId].OpenSince,
            planned.Conditions[decision.Connector],
            packages.Contains(decision.AuditId)));
        return new JudgedRun(
            planned.Plan.Id,
            planned.Metadata,
            Selection.Of(candidates, ConnectorChoice.OfKept(run.Provider), run.MaxRetryDeliveries),
            run.Mode);
    }

    private async Task<HashSet<Domain.AuditPackages.AuditPackageId>> PackagesAsync(RetryPlan plan, CancellationToken cancellationToken)
    {
        var wanted = plan.Decisions.Where(decision => decision.Action is RetryAction.Retry)
            .Select(decision => decision.AuditId).Distinct().ToList();
        return wanted.Count == 0
            ? []
            : await db.AuditPackages.Where(package => wanted.Contains(package.Id)).Select(package => package.Id)
                .ToHashSetAsync(cancellationToken);
    }
}
