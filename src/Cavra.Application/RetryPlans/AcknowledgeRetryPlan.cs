using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.Loops;
using Cavra.Domain.RetryPlans;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.RetryPlans;

/// <summary>Records what somebody decided about decisions of a retry plan: one delivery's, or all of a provider.</summary>
public sealed record AcknowledgeRetryPlan(RetryPlanId RetryPlanId, string Provider, RetryReview Review) : ICommand<RetryAcknowledgementAnswer>
{
    public static Permission Permission => Permissions.RetryAcknowledge;

    /// <summary>Null for every delivery.</summary>
    public AuditDeliveryId? DeliveryId { get; init; }

    /// <summary>Null for every package.</summary>
    public AuditPackageId? AuditId { get; init; }

    /// <summary>The version decided on; null when the caller names none.</summary>
    public string? IfMatch { get; init; }

    public FreeText? OnBehalfOf { get; init; }
}

public sealed record RetryAcknowledgementAnswer(RetryAcknowledgementView Acknowledgement, MetadataItem Metadata, ActorView Actor);

internal sealed class AcknowledgeRetryPlanValidator : AbstractValidator<AcknowledgeRetryPlan>
{
    public AcknowledgeRetryPlanValidator()
    {
        RuleFor(command => command.Provider).HasCharacters(1, Name.MaxLength);
        RuleFor(command => command.Review.ExternalRef).IsReference().OverridePropertyName("ExternalRef");
        RuleFor(command => command.Review.Notes).IsText().OverridePropertyName("Notes");
        RuleFor(command => command.OnBehalfOf).IsReference().OverridePropertyName("AcknowledgedBy");
    }
}

internal sealed class AcknowledgeRetryPlanHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<AcknowledgeRetryPlan, Result<RetryAcknowledgementAnswer>>
{
    public async Task<Result<RetryAcknowledgementAnswer>> Handle(AcknowledgeRetryPlan command, CancellationToken cancellationToken)
    {
        var meant = await db.SelectAsync(command, cancellationToken);
        if (meant.Plan is not { } plan)
        {
            return RetryPlanRefusals.NotFound;
        }

        if (command.IfMatch is { } version
            && !VersionMatch.Names(version, await db.RetryAcknowledgements.VersionAsync(plan.Id, cancellationToken)))
        {
            return CommonRefusals.StaleVersion;
        }

        var now = clock.GetUtcNow();
        var given = RetryAcknowledgement.Of(
            plan, command.Provider, meant.Decisions, meant.Destinations, command.Review, call.Caller.Actor, now);
        if (given.Refusal is { } refusal)
        {
            return refusal;
        }

        db.RetryAcknowledgements.Add(given.Value);
        var view = RetryAcknowledgementView.Of(given.Value, command.OnBehalfOf?.Value);
        var metadata = journal.Prove(given.Value, view);
        db.GatesPassed.AddRange(meant.Destinations.Select(destination => GatePassed.By(
            call.Workspace, destination.Id, Gate.Reviewed, call.Caller.Actor.Display, metadata.EvidenceId, now)));
        return new RetryAcknowledgementAnswer(view, metadata, ActorView.Of(call.Caller));
    }
}

/// <summary>The decisions that an acknowledgement means, and exactly their destinations.</summary>
/// <param name="Plan">Null when there is no such plan.</param>
/// <param name="Decisions">Empty when the plan holds none that is meant.</param>
/// <param name="Destinations">The destinations of the decisions.</param>
internal sealed record SelectedDecisions(RetryPlan? Plan, IReadOnlyList<RetryDecision> Decisions, IReadOnlyList<Destination> Destinations);

/// <summary>Reads what an acknowledgement is about, in one round trip.</summary>
internal static class MeantDecisionReading
{
    public static async Task<SelectedDecisions> SelectAsync(
        this ICavraDbContext db, AcknowledgeRetryPlan command, CancellationToken cancellationToken)
    {
        var decisions = db.RetryDecisions.Where(decision =>
            decision.RetryPlanId == command.RetryPlanId
            && (decision.Connector == command.Provider || decision.Provider == command.Provider));

        // Asked of the destinations, which are found by delivery and package: a plan may hold ten thousand decisions.
        IQueryable<Destination> destinations = db.Destinations;
        if (command.DeliveryId is { } delivery)
        {
            destinations = destinations.Where(destination => destination.DeliveryId == delivery);
        }

        if (command.AuditId is { } audit)
        {
            destinations = destinations.Where(destination => destination.AuditId == audit);
        }

        var meant = decisions.Join(
            destinations, decision => decision.DestinationId, destination => destination.Id,
            (Decision, Destination) => new { Decision, Destination });
        var rows = await db.RetryPlans.Where(plan => plan.Id == command.RetryPlanId)
            .LeftJoin(
                meant, plan => plan.Id, pair => pair.Decision.RetryPlanId,
                (Plan, pair) => new { Plan, Decision = (RetryDecision?)pair!.Decision, Destination = (Destination?)pair.Destination })
            .ToListAsync(cancellationToken);
        return new SelectedDecisions(
            rows.FirstOrDefault()?.Plan,
            [.. rows.Select(row => row.Decision).OfType<RetryDecision>()],
            [.. rows.Select(row => row.Destination).OfType<Destination>()]);
    }
}
