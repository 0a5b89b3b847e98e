using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.HealthAlerts;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Recovery;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Recovery;

/// <summary>Names the recoveries that are breached or whose connectors still fail, and where each goes.</summary>
/// <param name="RecoverySloMinutes">How long a recovery may be open.</param>
/// <param name="OnBehalfOf">Whom the caller says it acts for.</param>
public sealed record PlanRecoveryEscalation(int RecoverySloMinutes, FreeText? OnBehalfOf) : ICommand<RecoveryEscalationAnswer>
{
    public static Permission Permission => Permissions.RecoveryPlan;
}

/// <summary>What planning a recovery escalation is answered with.</summary>
/// <param name="Plan">What was decided.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record RecoveryEscalationAnswer(RecoveryEscalationPlanView Plan, MetadataItem Metadata, ActorView Actor);

/// <summary>The recoveries that need somebody else's attention, and where each goes.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="RecoveryEscalationPlanId">Id of the plan.</param>
/// <param name="GeneratedAt">When it was made.</param>
/// <param name="GeneratedBy">Who asked for it, by the credential's name.</param>
/// <param name="OnBehalfOf">Whom the caller said to act for; null where it named nobody. The credential decides who acted.</param>
/// <param name="AlertLevel">critical where one is breached, warning where one fails, else healthy.</param>
/// <param name="RecoverySloMinutes">How long a recovery may be open.</param>
/// <param name="RecoveryOpenCount">Recoveries that are open, the escalated ones included.</param>
/// <param name="RouteCount">Recoveries that are escalated.</param>
/// <param name="BreachedCount">Those of them that are open for longer than the objective.</param>
/// <param name="FailingCount">Those of them that are not, and whose connector has open failures.</param>
/// <param name="Routes">The escalated ones, the breached first, each oldest first.</param>
public sealed record RecoveryEscalationPlanView(
    string SchemaVersion, string Product, RecoveryEscalationPlanId RecoveryEscalationPlanId, DateTimeOffset GeneratedAt, string GeneratedBy,
    string? OnBehalfOf, AlertLevel AlertLevel, int RecoverySloMinutes, int RecoveryOpenCount, int RouteCount, int BreachedCount,
    int FailingCount, IReadOnlyList<RecoveryRoute> Routes)
{
    public static RecoveryEscalationPlanView Of(RecoveryEscalationPlan plan) => new(
        WireNames.RecoveryEscalationPlanSchema, WireNames.Product, plan.Id, plan.GeneratedAt, plan.GeneratedBy, plan.OnBehalfOf,
        plan.AlertLevel, plan.RecoverySloMinutes, plan.OpenCount, plan.Routes.Count, plan.BreachedCount, plan.FailingCount, plan.Routes);
}

internal sealed class PlanRecoveryEscalationValidator : AbstractValidator<PlanRecoveryEscalation>
{
    public PlanRecoveryEscalationValidator()
    {
        RuleFor(command => command.RecoverySloMinutes).InclusiveBetween(1, GetRecoveryReport.MostSloMinutes)
            .WithMessage($"Must be from 1 to {GetRecoveryReport.MostSloMinutes}.");
        RuleFor(command => command.OnBehalfOf).IsReference().OverridePropertyName("GeneratedBy");
    }
}

internal sealed class PlanRecoveryEscalationHandler(
    ICavraDbContext db, IConnectorCatalog catalog, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<PlanRecoveryEscalation, Result<RecoveryEscalationAnswer>>
{
    public async Task<Result<RecoveryEscalationAnswer>> Handle(PlanRecoveryEscalation command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var open = await db.ConnectorRecoveries.AsNoTracking().Open().ToListAsync(cancellationToken);
        var plan = RecoveryEscalationPlan.Decide(
            call.Workspace, open, await db.Destinations.FailingAsync(now, cancellationToken),
            [.. catalog.ForEscalation().Select(connector => connector.Name)], command.RecoverySloMinutes, call.Caller.Actor,
            command.OnBehalfOf?.Value, now);
        db.RecoveryEscalationPlans.Add(plan);

        var view = RecoveryEscalationPlanView.Of(plan);
        return new RecoveryEscalationAnswer(view, journal.Prove(plan, view), ActorView.Of(call.Caller));
    }
}
