using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.HealthAlerts;
using Cavra.Application.Loops;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.RetryPlans;

/// <summary>Records what somebody decided about decisions of a retry plan: one destination's, one delivery's, or all of a connector.</summary>
/// <param name="RetryPlanId">The plan.</param>
/// <param name="Provider">Name of the connector; or a vendor, of which the decisions that are meant have one connector only.</param>
/// <param name="Review">What is said.</param>
public sealed record AcknowledgeRetryPlan(RetryPlanId RetryPlanId, string Provider, RetryReview Review) : ICommand<EscalatingAnswer<RetryAcknowledgementAnswer>>
{
    public static Permission Permission => Permissions.RetryAcknowledge;

    /// <summary>Null for every delivery.</summary>
    public AuditDeliveryId? DeliveryId { get; init; }

    /// <summary>Null for every package.</summary>
    public AuditPackageId? AuditId { get; init; }

    /// <summary>Null for every destination.</summary>
    public DestinationId? DestinationId { get; init; }

    /// <summary>The version decided on; null when the caller names none.</summary>
    public string? IfMatch { get; init; }

    public FreeText? OnBehalfOf { get; init; }
}

/// <summary>What deciding about a retry plan is answered with.</summary>
/// <param name="Acknowledgement">The answer as it was recorded.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
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

internal sealed class AcknowledgeRetryPlanHandler(
    ICavraDbContext db, HealthAlertEscalation escalation, GateWriter gates, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<AcknowledgeRetryPlan, Result<EscalatingAnswer<RetryAcknowledgementAnswer>>>
{
    public async Task<Result<EscalatingAnswer<RetryAcknowledgementAnswer>>> Handle(AcknowledgeRetryPlan command, CancellationToken cancellationToken)
    {
        var selected = await db.SelectAsync(command, cancellationToken);
        if (selected.Plan is not { } plan)
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
            plan, command.Provider, selected.Decisions, selected.Destinations, command.Review, call.Caller.Actor, now);
        if (given.Refusal is { } refusal)
        {
            return refusal;
        }

        db.RetryAcknowledgements.Add(given.Value);
        var view = RetryAcknowledgementView.Of(given.Value, selected.Decisions[0].Connector, command.OnBehalfOf?.Value);
        var metadata = journal.Prove(given.Value, view, before: null, await journal.EarlierAsync(cancellationToken, plan.Id));
        foreach (var destination in selected.Destinations)
        {
            gates.Write(destination, metadata.EvidenceId);
        }

        return new EscalatingAnswer<RetryAcknowledgementAnswer>(
            new RetryAcknowledgementAnswer(view, metadata, ActorView.Of(call.Caller)),
            given.Value.State is RetryAcknowledgementState.Escalated ? await escalation.BeginAsync(plan.Id, cancellationToken) : null);
    }
}

/// <summary>The decisions that an acknowledgement means, and exactly their destinations.</summary>
/// <param name="Plan">Null when there is no such plan.</param>
/// <param name="Decisions">Empty when the plan holds none that is meant.</param>
/// <param name="Destinations">The destinations of the decisions.</param>
internal sealed record SelectedDecisions(RetryPlan? Plan, IReadOnlyList<RetryDecision> Decisions, IReadOnlyList<Destination> Destinations);

/// <summary>Reads what an acknowledgement is about, in one round trip.</summary>
internal static class SelectedDecisionReading
{
    public static async Task<SelectedDecisions> SelectAsync(
        this ICavraDbContext db, AcknowledgeRetryPlan command, CancellationToken cancellationToken)
    {
        var decisions = db.RetryDecisions.Where(decision =>
            decision.RetryPlanId == command.RetryPlanId
            && (decision.Connector == command.Provider || decision.Provider == command.Provider));

        if (command.DestinationId is { } one)
        {
            decisions = decisions.Where(decision => decision.DestinationId == one);
        }

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

        var pairs = decisions.Join(
            destinations, decision => decision.DestinationId, destination => destination.Id,
            (Decision, Destination) => new { Decision, Destination });
        var rows = await db.RetryPlans.Where(plan => plan.Id == command.RetryPlanId)
            .LeftJoin(
                pairs, plan => plan.Id, pair => pair.Decision.RetryPlanId,
                (Plan, pair) => new { Plan, Decision = (RetryDecision?)pair!.Decision, Destination = (Destination?)pair.Destination })
            .ToListAsync(cancellationToken);
        var named = rows.Select(row => row.Decision).OfType<RetryDecision>().NamedBy(command.Provider);
        var ids = named.Select(decision => decision.DestinationId).ToHashSet();
        return new SelectedDecisions(
            rows.FirstOrDefault()?.Plan, named,
            [.. rows.Select(row => row.Destination).OfType<Destination>().Where(destination => ids.Contains(destination.Id))]);
    }
}
