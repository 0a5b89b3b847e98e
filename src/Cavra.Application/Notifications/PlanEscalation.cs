using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Notifications;

/// <summary>Names the notified routes that nobody settled in time, and who is next for each.</summary>
/// <param name="AcknowledgementMinutes">Minutes for owners without a rule of their own; null for the default.</param>
/// <param name="OnBehalfOf">Whom the caller says it acts for.</param>
public sealed record PlanEscalation(int? AcknowledgementMinutes, FreeText? OnBehalfOf) : ICommand<EscalationAnswer>
{
    public static Permission Permission => Permissions.NotificationEscalate;
}

/// <summary>What planning an escalation is answered with.</summary>
/// <param name="Plan">What was decided.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record EscalationAnswer(EscalationPlanView Plan, MetadataItem Metadata, ActorView Actor);

/// <summary>The routes that nobody settled in time, and who is next for each.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="PlanId">Id of the escalation plan.</param>
/// <param name="GeneratedAt">When it was made.</param>
/// <param name="GeneratedBy">Who asked for it, by the credential's name.</param>
/// <param name="AlertLevel">critical where a route is breached, warning where one awaits its answer, else healthy.</param>
/// <param name="AcknowledgementMinutes">Minutes that the request gave for owners without a rule; null for the default of 60.</param>
/// <param name="OutstandingCount">Notified routes that nobody has settled.</param>
/// <param name="BreachedCount">Those of them that are older than their minutes.</param>
/// <param name="OmittedCount">Breached routes that were too many to list.</param>
/// <param name="EscalationOwners">Whom the breached routes go to next.</param>
/// <param name="BreachedRoutes">The breached routes, one by one.</param>
public sealed record EscalationPlanView(
    string SchemaVersion, string Product, EscalationPlanId PlanId, DateTimeOffset GeneratedAt, string GeneratedBy,
    AlertLevel AlertLevel, int? AcknowledgementMinutes, int OutstandingCount, int BreachedCount, int OmittedCount,
    IReadOnlyList<string> EscalationOwners, IReadOnlyList<BreachedRoute> BreachedRoutes)
{
    public static EscalationPlanView Of(EscalationPlan plan) => new(
        WireNames.EscalationPlanSchema, WireNames.Product, plan.Id, plan.GeneratedAt, plan.GeneratedBy, plan.AlertLevel,
        plan.PolicyMinutes, plan.OutstandingCount, plan.BreachedCount, plan.OmittedCount, plan.EscalationOwners, plan.Routes);
}

internal sealed class PlanEscalationValidator : AbstractValidator<PlanEscalation>
{
    public PlanEscalationValidator()
    {
        RuleFor(command => command.AcknowledgementMinutes)
            .Must(minutes => minutes is null or (>= 1 and <= DrillSchedule.MaxAcknowledgementMinutes))
            .WithMessage($"1 to {DrillSchedule.MaxAcknowledgementMinutes}.").OverridePropertyName("Policy.AcknowledgementMinutes");
        RuleFor(command => command.OnBehalfOf).IsReference().OverridePropertyName("GeneratedBy");
    }
}

internal sealed class PlanEscalationHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<PlanEscalation, Result<EscalationAnswer>>
{
    public async Task<Result<EscalationAnswer>> Handle(PlanEscalation command, CancellationToken cancellationToken)
    {
        var outstanding = await db.NotificationRoutes.AsNoTracking().Outstanding().ToListAsync(cancellationToken);
        var plan = EscalationPlan.Decide(
            call.Workspace, outstanding, command.AcknowledgementMinutes, call.Caller.Actor, clock.GetUtcNow());
        db.EscalationPlans.Add(plan);

        var view = EscalationPlanView.Of(plan);
        return new EscalationAnswer(view, journal.Prove(plan, view), ActorView.Of(call.Caller));
    }
}
