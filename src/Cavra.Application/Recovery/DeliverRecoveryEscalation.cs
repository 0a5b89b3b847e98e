using System.Text.Json;
using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Evidence;
using Cavra.Application.HealthAlerts;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.Recovery;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Recovery;

/// <summary>Begins to send a recovery escalation plan.</summary>
/// <param name="PlanId">The plan; null for the newest.</param>
/// <param name="Provider"><c>all</c> for the connectors marked for escalation; else names, vendors or a comma list of these.</param>
/// <param name="MaxRoutes">How many routes are sent at most.</param>
/// <param name="Terms">How it is sent.</param>
public sealed record DeliverRecoveryEscalation(RecoveryEscalationPlanId? PlanId, string Provider, int MaxRoutes, SendTerms Terms)
    : ICommand<BegunRecoveryEscalation>
{
    public const int MostRoutes = 100;

    public static Permission Permission => Permissions.RecoveryEscalate;
}

/// <summary>An escalation that was decided and, where there is something to send, has begun.</summary>
/// <param name="Plan">What is sent.</param>
/// <param name="Metadata">The evidence of its beginning.</param>
/// <param name="Round">What is to be sent; null when nothing is.</param>
/// <param name="Actor">Who asked.</param>
public sealed record BegunRecoveryEscalation(
    RecoveryEscalationPlanView Plan, MetadataItem Metadata, StartedRound? Round, ActorView Actor) : IBetweenSteps;

internal sealed class DeliverRecoveryEscalationValidator : AbstractValidator<DeliverRecoveryEscalation>
{
    public DeliverRecoveryEscalationValidator()
    {
        RuleFor(command => command.Provider).HasCharacters(1, ConnectorChoice.MaxLength);
        RuleFor(command => command.MaxRoutes).InclusiveBetween(1, DeliverRecoveryEscalation.MostRoutes)
            .WithMessage($"Must be from 1 to {DeliverRecoveryEscalation.MostRoutes}.");
        RuleFor(command => command.Terms).AreInRange();
    }
}

internal sealed class DeliverRecoveryEscalationHandler(
    ICavraDbContext db, IConnectorCatalog catalog, Outbox outbox, EvidenceJournal journal, Call call)
    : IRequestHandler<DeliverRecoveryEscalation, Result<BegunRecoveryEscalation>>
{
    public async Task<Result<BegunRecoveryEscalation>> Handle(DeliverRecoveryEscalation command, CancellationToken cancellationToken)
    {
        var plans = db.RecoveryEscalationPlans.AsNoTracking();
        var plan = command.PlanId is { } id
            ? await plans.SingleOrDefaultAsync(plan => plan.Id == id, cancellationToken)
            : await plans.OrderByDescending(plan => plan.Id).FirstOrDefaultAsync(cancellationToken);
        if (plan is null)
        {
            return RecoveryRefusals.EscalationNotFound;
        }

        var choice = ConnectorChoice.Of(command.Provider, catalog.All);
        if (choice.Refusal is { } refusal)
        {
            return refusal;
        }

        var connectors = choice.Value.IsAll
            ? catalog.ForEscalation()
            : [.. catalog.All.Where(connector => choice.Value.Includes(connector.Name))];
        if (plan.Routes.Count > 0 && connectors.Count == 0)
        {
            return choice.Value.IsAll ? ConnectorRefusals.NoneForEscalation : ConnectorRefusals.NoneConfigured;
        }

        var view = RecoveryEscalationPlanView.Of(plan);
        var sent = view with { Routes = [.. view.Routes.Take(command.MaxRoutes)] };
        var metadata = journal.Prove(
            new RecoveryEscalationBegun(plan, sent.Routes.Count, [.. connectors.Select(connector => connector.Name)]), sent);
        var round = plan.Routes.Count == 0
            ? null
            : await outbox.BeginAsync(MessageOf(sent), connectors, delivery: null, command.Terms, cancellationToken);
        return new BegunRecoveryEscalation(view, metadata, round, ActorView.Of(call.Caller));
    }

    private static Message MessageOf(RecoveryEscalationPlanView plan)
    {
        var id = plan.RecoveryEscalationPlanId.ToString();
        var data = PublicView.Of(JsonSerializer.SerializeToNode(plan, WireJson.Options)!, out _)!.ToJsonString(WireJson.Options);
        return new Message(
            DeliverySource.RecoveryEscalation, id, WireNames.RecoveryEscalationPlanSchema, data, new EventLinks { PlanId = id });
    }
}

/// <summary>That a recovery escalation plan is being sent.</summary>
internal sealed record RecoveryEscalationBegun(RecoveryEscalationPlan Plan, int RouteCount, IReadOnlyList<string> Connectors) : IEvidenced
{
    public EvidenceFacts Evidence => new(
        WireNames.RecoveryEscalationKind, "recovery escalation plan", Plan.Id.ToString(), new Dictionary<string, object?>
        {
            ["recovery_escalation_plan_id"] = Plan.Id.ToString(),
            ["alert_level"] = WireName.Of(Plan.AlertLevel),
            ["route_count"] = RouteCount,
            ["selected_providers"] = Connectors,
        });
}
