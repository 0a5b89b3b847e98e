using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Loops;
using Cavra.Application.Messaging;
using Cavra.Application.Policies;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Approvals;

/// <summary>Records what somebody decided about retries that an approval plan asks to approve, all of those that are meant or none.</summary>
/// <param name="ApprovalPlanId">The plan.</param>
/// <param name="Provider">Name of the connector; or a vendor, of which the decisions that are meant have one connector only.</param>
/// <param name="Says">What is decided.</param>
public sealed record DecideApproval(ApprovalPlanId ApprovalPlanId, string Provider, ApprovalSays Says) : ICommand<ApprovalDecisionAnswer>
{
    public static Permission Permission => Permissions.RetryApprove;

    /// <summary>Null for every retry plan.</summary>
    public RetryPlanId? RetryPlanId { get; init; }

    /// <summary>Null for every delivery.</summary>
    public AuditDeliveryId? DeliveryId { get; init; }

    /// <summary>Null for every package.</summary>
    public AuditPackageId? AuditId { get; init; }

    /// <summary>Null for every destination.</summary>
    public DestinationId? DestinationId { get; init; }

    public FreeText? OnBehalfOf { get; init; }
}

/// <summary>What deciding about approvals is answered with.</summary>
/// <param name="Decision">The decision as it was recorded.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record ApprovalDecisionAnswer(ApprovalDecisionView Decision, MetadataItem Metadata, ActorView Actor);

internal sealed class DecideApprovalValidator : AbstractValidator<DecideApproval>
{
    public DecideApprovalValidator()
    {
        RuleFor(command => command.Provider).HasCharacters(1, Name.MaxLength);
        RuleFor(command => command.Says.ExternalRef).IsReference().OverridePropertyName("ExternalRef");
        RuleFor(command => command.Says.Notes).IsText().OverridePropertyName("Notes");
        RuleFor(command => command.OnBehalfOf).IsReference().OverridePropertyName("DecidedBy");
    }
}

internal sealed class DecideApprovalHandler(
    ICavraDbContext db, PolicyReader policies, ApprovalSettings settings, GateWriter gates, EvidenceJournal journal, Call call,
    TimeProvider clock) : IRequestHandler<DecideApproval, Result<ApprovalDecisionAnswer>>
{
    public async Task<Result<ApprovalDecisionAnswer>> Handle(DecideApproval command, CancellationToken cancellationToken)
    {
        if (await db.ApprovalPlans.SingleOrDefaultAsync(plan => plan.Id == command.ApprovalPlanId, cancellationToken) is not { } plan)
        {
            return ApprovalRefusals.PlanNotFound;
        }

        var policy = (await policies.InForceAsync(cancellationToken)).Policy;
        var planned = await MeantAsync(command, cancellationToken);
        var approvals = await ApprovalsAsync(planned, cancellationToken);
        var destinations = await DestinationsAsync(planned, cancellationToken);
        var held = await settings.OfAsync([.. destinations.Values], policy, cancellationToken);
        List<AskedApproval> asked =
        [
            .. planned.Select(row => new AskedApproval(
                row, row.ApprovalId is { } id ? approvals[id] : null, held[row.DestinationId])),
        ];
        var decided = ApprovalDecision.Of(plan, command.Provider, asked, command.Says, call.Caller.Actor, clock.GetUtcNow());
        if (decided.Refusal is { } refusal)
        {
            return refusal;
        }

        db.ApprovalDecisions.Add(decided.Value);
        var view = ApprovalDecisionView.Of(decided.Value, command.OnBehalfOf?.Value);
        var metadata = journal.Prove(decided.Value, view, before: null, await journal.EarlierAsync(cancellationToken, command.ApprovalPlanId));
        var meant = asked.Where(it => decided.Value.Destinations.Contains(it.Planned.DestinationId)).ToList();
        foreach (var (row, approval, setting) in meant)
        {
            if (approval!.Take(decided.Value, setting, metadata.EvidenceId))
            {
                destinations[row.DestinationId].PassApproved();
                gates.Write(destinations[row.DestinationId], metadata.EvidenceId);
            }
        }

        return new ApprovalDecisionAnswer(
            view with { Approvals = [.. meant.Select(it => DecidedApprovalView.Of(it.Approval!))] },
            metadata, ActorView.Of(call.Caller));
    }

    private async Task<IReadOnlyList<PlannedApproval>> MeantAsync(DecideApproval command, CancellationToken cancellationToken)
    {
        var rows = db.PlannedApprovals.AsNoTracking().Where(row => row.ApprovalPlanId == command.ApprovalPlanId
            && (row.Connector == command.Provider || row.Provider == command.Provider));
        rows = command.DestinationId is { } destination ? rows.Where(row => row.DestinationId == destination) : rows;
        rows = command.DeliveryId is { } delivery ? rows.Where(row => row.DeliveryId == delivery) : rows;
        rows = command.AuditId is { } audit ? rows.Where(row => row.AuditId == audit) : rows;
        rows = command.RetryPlanId is { } retryPlan ? rows.Where(row => row.RetryPlanId == retryPlan) : rows;
        var named = await rows.OrderBy(row => row.Position).ToListAsync(cancellationToken);
        var own = named.FindAll(row => row.Connector == command.Provider);
        return own.Count > 0 ? own : named;
    }

    private async Task<Dictionary<ApprovalId, Approval>> ApprovalsAsync(IEnumerable<PlannedApproval> planned, CancellationToken cancellationToken)
    {
        var ids = planned.Select(row => row.ApprovalId).OfType<ApprovalId>().ToList();
        return await db.Approvals.Where(approval => ids.Contains(approval.Id)).ToDictionaryAsync(approval => approval.Id, cancellationToken);
    }

    private async Task<Dictionary<DestinationId, Destination>> DestinationsAsync(
        IEnumerable<PlannedApproval> planned, CancellationToken cancellationToken)
    {
        var ids = planned.Select(row => row.DestinationId).ToList();
        return await db.Destinations.Where(destination => ids.Contains(destination.Id))
            .ToDictionaryAsync(destination => destination.Id, cancellationToken);
    }
}
