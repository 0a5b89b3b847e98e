using System.Text.Json;
using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Drills;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;
using FluentValidation;
using MediatR;

namespace Cavra.Application.Notifications;

/// <summary>Decides who is told about a due drill, and begins to tell them.</summary>
/// <param name="ScheduleId">The schedule; null for the most urgent one.</param>
/// <param name="Provider"><c>all</c>, a connector's name, a provider, or a comma list of these.</param>
/// <param name="Force">Whether a healthy schedule is notified too.</param>
/// <param name="OwnerRoutes">Routes that overrule the schedule's for this call, by owner.</param>
/// <param name="Terms">How hard each attempt tries.</param>
/// <param name="OnBehalfOf">Whom the caller says it acts for.</param>
public sealed record BeginNotificationDelivery(
    Name? ScheduleId, string Provider, bool Force, IReadOnlyDictionary<string, OwnerRouteDraft> OwnerRoutes, SendTerms Terms,
    FreeText? OnBehalfOf) : ICommand<BegunNotification>
{
    public static Permission Permission => Permissions.NotificationDeliver;
}

/// <summary>A notification that was decided and, where somebody is to be told, has begun.</summary>
/// <param name="Schedule">How the schedule stands.</param>
/// <param name="Plan">What was decided.</param>
/// <param name="PlanMetadata">The evidence of it.</param>
/// <param name="Round">What is to be sent; null when nothing is.</param>
/// <param name="HasNoReceiver">Whether nobody is told although somebody should be.</param>
/// <param name="Actor">Who asked.</param>
public sealed record BegunNotification(
    DrillScheduleReportView Schedule, NotificationPlanView Plan, MetadataItem PlanMetadata, StartedRound? Round, bool HasNoReceiver,
    ActorView Actor) : IBetweenSteps;

internal sealed class BeginNotificationDeliveryHandler(
    ICavraDbContext db, ScheduleReports reports, Outbox outbox, IConnectorCatalog catalog, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<BeginNotificationDelivery, Result<BegunNotification>>
{
    public async Task<Result<BegunNotification>> Handle(BeginNotificationDelivery command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var report = command.ScheduleId is { } name
            ? await reports.OfAsync(name.Value, now, cancellationToken)
            : await reports.MostUrgentAsync(now, cancellationToken);
        if (report?.Schedule is not { } schedule)
        {
            return DrillScheduleRefusals.NotFound;
        }

        if (!reports.Connectors.Any(connector => connector.IsUsable))
        {
            return ConnectorRefusals.NoneConfigured;
        }

        var decided = NotificationPlan.Decide(schedule, report, CallOf(command), call.Caller.Actor, now);
        if (decided.Refusal is { } refusal)
        {
            return refusal;
        }

        var plan = decided.Value;
        db.NotificationPlans.Add(plan);
        db.NotificationRoutes.AddRange(plan.OpenRoutes());
        var (reported, view) = (DrillScheduleReportView.Of(report), NotificationPlanView.Of(plan));
        var metadata = journal.Prove(plan, view);
        var round = view.SelectedProviders.Count == 0
            ? null
            : await outbox.BeginAsync(
                MessageOf(reported, view), [.. view.SelectedProviders.Select(name => catalog.Find(name)!)], delivery: null,
                command.Terms, cancellationToken);

        return new BegunNotification(reported, view, metadata, round, plan.HasNoReceiver, ActorView.Of(call.Caller));
    }

    // Its public fields alone leave.
    private static Message MessageOf(DrillScheduleReportView schedule, NotificationPlanView plan) => new(
        DeliverySource.Notification,
        plan.PlanId.ToString(),
        WireNames.NotificationPlanSchema,
        PublicView.Of(JsonSerializer.SerializeToNode(new { schedule, plan }, WireJson.Options), out _)!.ToJsonString(WireJson.Options),
        new EventLinks { PlanId = plan.PlanId.ToString(), ScheduleId = plan.ScheduleId });

    private NotificationCall CallOf(BeginNotificationDelivery command) => new()
    {
        Connectors = reports.Connectors,
        Provider = command.Provider,
        Force = command.Force,
        OwnerRoutes =
        [
            .. command.OwnerRoutes.Select(route => new OwnerRoute(
                route.Key, [.. route.Value.Providers.Select(provider => provider.Value)], route.Value.AcknowledgementMinutes,
                route.Value.EscalationOwner?.Value)),
        ],
    };
}

/// <summary>The shape of a call to notify.</summary>
internal sealed class BeginNotificationDeliveryValidator : AbstractValidator<BeginNotificationDelivery>
{
    public BeginNotificationDeliveryValidator()
    {
        RuleFor(command => command.ScheduleId).IsName();
        RuleFor(command => command.Provider).HasCharacters(1, ConnectorChoice.MaxLength);
        RuleFor(command => command.OwnerRoutes)
            .Must(routes => routes.Keys.All(Name.IsWellFormed) && routes.Values.All(route =>
                route.Providers.All(provider => Name.IsWellFormed(provider.Value))
                && (route.EscalationOwner is null || Name.IsWellFormed(route.EscalationOwner.Value))))
            .WithMessage("Owners, providers and escalation owners must be names.")
            .Must(routes => routes.Values.All(route => route.AcknowledgementMinutes
                is null or (>= 1 and <= DrillSchedule.MaxAcknowledgementMinutes)))
            .WithMessage($"Minutes are 1 to {DrillSchedule.MaxAcknowledgementMinutes}.")
            .OverridePropertyName("RoutingPolicy.OwnerRoutes");
        RuleFor(command => command.Terms.Retries)
            .InclusiveBetween(0, SendTerms.MaxRetries).WithMessage($"0 to {SendTerms.MaxRetries}.").OverridePropertyName("Retries");
        RuleFor(command => command.Terms.TimeoutSeconds)
            .InclusiveBetween(SendTerms.MinTimeoutSeconds, SendTerms.MaxTimeoutSeconds)
            .WithMessage($"{SendTerms.MinTimeoutSeconds} to {SendTerms.MaxTimeoutSeconds}.").OverridePropertyName("TimeoutSeconds");
        RuleFor(command => command.OnBehalfOf).IsReference().OverridePropertyName("GeneratedBy");
    }
}

/// <summary>What came of a call to notify, from the decision to the receivers' answers. Where nothing was sent, the event id is the plan's.</summary>
/// <param name="Schedule">How the schedule stands.</param>
/// <param name="Plan">Whom it was sent to, and who was left out and why.</param>
/// <param name="Delivery">What came of the attempts; null where nothing was sent.</param>
/// <param name="PlanMetadata">Public view of the evidence entry that proves the plan.</param>
/// <param name="Metadata">Public view of the evidence entry that proves the delivery; null where nothing was sent.</param>
/// <param name="Success">Whether every connector took it, or nothing had to be sent.</param>
/// <param name="EventId">Id of the event sent; the plan's id where nothing was.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record NotificationDeliveryAnswer(
    DrillScheduleReportView Schedule, NotificationPlanView Plan, ConnectorDeliveryView? Delivery, MetadataItem PlanMetadata,
    MetadataItem? Metadata, bool Success, string EventId, ActorView Actor)
{
    /// <param name="begun">What was decided.</param>
    /// <param name="round">How it ended; null when nothing was to be sent.</param>
    public static NotificationDeliveryAnswer Of(BegunNotification begun, RoundAnswer? round) => new(
        begun.Schedule, begun.Plan, round?.Delivery, begun.PlanMetadata, round?.Metadata, round?.Success ?? !begun.HasNoReceiver,
        round?.Delivery.EventId.ToString() ?? begun.Plan.PlanId.ToString(), begun.Actor);
}
