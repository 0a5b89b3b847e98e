using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Policies;
using Cavra.Application.Ports;
using Cavra.Application.RetryPlans;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Domain.Policies;
using Cavra.Domain.RetryPlans;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Approvals;

/// <summary>Says which open deliveries of the newest retry plan need an approval to be sent again, and asks for it.</summary>
/// <param name="Asked">Terms that are stricter than the workspace's policy.</param>
public sealed record PlanApprovals(ApprovalTermsAsked Asked) : ICommand<ApprovalPlanAnswer>
{
    public static Permission Permission => Permissions.ApprovalPlan;

    public FreeText? OnBehalfOf { get; init; }
}

/// <summary>What planning approvals is answered with.</summary>
/// <param name="Plan">The plan with its decisions.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record ApprovalPlanAnswer(ApprovalPlanView Plan, MetadataItem Metadata, ActorView Actor);

internal sealed class PlanApprovalsValidator : AbstractValidator<PlanApprovals>
{
    public PlanApprovalsValidator()
    {
        RuleFor(command => command.Asked.ApprovalsRequired).InclusiveBetween(1, WorkspacePolicy.MaxApprovals)
            .WithMessage($"From 1 to {WorkspacePolicy.MaxApprovals}.").OverridePropertyName("ApprovalPolicy.ApprovalsRequired");
        RuleFor(command => command.Asked.ExpiresAfterMinutes).InclusiveBetween(1, WorkspacePolicy.MaxMinutes)
            .WithMessage($"From 1 to {WorkspacePolicy.MaxMinutes}.").OverridePropertyName("ApprovalPolicy.ExpiresAfterMinutes");
        RuleFor(command => command.OnBehalfOf).IsReference().OverridePropertyName("GeneratedBy");
    }
}

internal sealed class PlanApprovalsHandler(
    ICavraDbContext db, IConnectorCatalog catalog, PolicyReader policies, RetryPlanner planner, ApprovalSettings settings, EvidenceJournal journal,
    Call call, TimeProvider clock) : IRequestHandler<PlanApprovals, Result<ApprovalPlanAnswer>>
{
    public async Task<Result<ApprovalPlanAnswer>> Handle(PlanApprovals command, CancellationToken cancellationToken)
    {
        var policy = (await policies.InForceAsync(cancellationToken)).Policy;
        var terms = policy.Tightened(command.Asked);
        if (terms.Refusal is { } loosened)
        {
            return loosened;
        }

        var now = clock.GetUtcNow();
        var plan = ApprovalPlan.Begin(call.Workspace, terms.Value, call.Caller.Actor, now);
        var (rows, retryPolicy) = (await OpenAsync(now, cancellationToken), await planner.StandingPolicyAsync(cancellationToken));
        var held = await settings.OfAsync([.. rows.Select(row => row.Destination)], policy, cancellationToken);
        var open = await db.Approvals.Where(approval => approval.EndedAt == null)
            .ToDictionaryAsync(approval => approval.DestinationId, cancellationToken);
        var conditions = await db.ConditionsAsync(catalog, rows.Select(row => row.Destination.Connector), now, cancellationToken);
        foreach (var row in rows)
        {
            var verdict = RetryVerdict.On(row.Destination.StandingAt(now), conditions[row.Destination.Connector], retryPolicy, now);
            if (verdict.Action is not RetryAction.Suppress
                && plan.Add(row.Decision, verdict, held[row.Destination.Id], open.GetValueOrDefault(row.Destination.Id)) is { } asked)
            {
                db.Approvals.Add(asked);
            }
        }

        db.ApprovalPlans.Add(plan);
        var view = ApprovalPlanView.Of(plan);
        return new ApprovalPlanAnswer(view, journal.Prove(plan, view), ActorView.Of(call.Caller));
    }

    // What is open, as the newest retry plan has it, what a worker left behind included: what failed since then needs a new plan first.
    private async Task<List<OpenDecision>> OpenAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var newest = db.RetryPlans.OrderByDescending(plan => plan.Id).Take(1);
        var rows = await db.RetryDecisions.AsNoTracking().Where(decision => newest.Any(plan => plan.Id == decision.RetryPlanId))
            .Join(
                db.Destinations.Where(destination => destination.State == DestinationState.Failed || destination.State == DestinationState.Held
                    || (destination.State == DestinationState.Sending && destination.LeaseUntil <= now)),
                decision => decision.DestinationId, destination => destination.Id, (Decision, Destination) => new { Decision, Destination })
            .OrderBy(row => row.Decision.Position).AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.Select(row => new OpenDecision(row.Decision, row.Destination))];
    }

    private sealed record OpenDecision(RetryDecision Decision, Destination Destination);
}
