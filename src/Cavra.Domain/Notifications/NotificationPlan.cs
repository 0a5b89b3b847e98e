using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Connectors;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Notifications;

/// <summary>Who is told about one due drill and by which connectors, and who is not and why; never changed.</summary>
public sealed class NotificationPlan : IEvidenced
{
    private NotificationPlan()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required NotificationPlanId Id { get; init; }

    public required string ScheduleId { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    public required string GeneratedBy { get; init; }

    public required string GeneratedBySubject { get; init; }

    /// <summary>How the schedule stood when this was decided.</summary>
    public required ScheduleReadiness Status { get; init; }

    public required AlertLevel AlertLevel { get; init; }

    public required bool IsForced { get; init; }

    public required DateTimeOffset? NextDueAt { get; init; }

    /// <summary>The schedule's owners, also those without a route in this plan.</summary>
    public required IReadOnlyList<string> Owners { get; init; }

    public required IReadOnlyList<RouteDecision> RouteDecisions { get; init; }

    /// <summary>One fixed sentence for a person.</summary>
    public required string Reason { get; init; }

    /// <summary>Connectors of the decided routes that can be used, whatever was decided about them.</summary>
    public required IReadOnlyList<string> EligibleProviders { get; init; }

    /// <summary>Connectors the notification goes out by: those with at least one route to deliver.</summary>
    public IReadOnlyList<string> SelectedProviders => Providers(IsDelivered);

    /// <summary>Connectors by which somebody is told who has to answer: every one the notification goes out by.</summary>
    public IReadOnlyList<string> AcknowledgementRequiredProviders => SelectedProviders;

    /// <summary>Connectors all of whose routes are suppressed.</summary>
    public IReadOnlyList<string> SuppressedProviders => [.. Providers(_ => true).Except(SelectedProviders)];

    /// <summary>
    /// Whether nobody is told although somebody should be: the drill is due, nothing goes out, and no window, calendar or
    /// call explains all of it.
    /// </summary>
    public bool HasNoReceiver =>
        DeliverableRouteCount == 0 && AlertLevel is not AlertLevel.Healthy
        && (RouteDecisions.Count == 0 || CountOf(RouteCategory.Other) > 0);

    public int DeliverableRouteCount => RouteDecisions.Count(IsDelivered);

    public int SuppressedRouteCount => RouteDecisions.Count - DeliverableRouteCount;

    public int MaintenanceSuppressedCount => CountOf(RouteCategory.MaintenanceWindow);

    public int CalendarSuppressedCount => CountOf(RouteCategory.OwnerCalendar);

    public int HealthyScheduleSuppressedCount => CountOf(RouteCategory.HealthySchedule);

    public EvidenceFacts Evidence =>
        new(WireNames.NotificationPlanKind, "notification plan", Id.ToString(), new Dictionary<string, object?>
        {
            ["plan_id"] = Id.ToString(),
            ["schedule_id"] = ScheduleId,
            ["status"] = WireName.Of(Status),
            ["alert_level"] = WireName.Of(AlertLevel),
            ["forced"] = IsForced,
            ["next_due_at"] = NextDueAt,
            ["owners"] = Owners,
            ["providers"] = Providers(_ => true),
            ["connector_providers"] = RouteDecisions.Select(route => route.Provider).OfType<string>().Distinct().ToList(),
            ["selected_providers"] = SelectedProviders,
            ["suppressed_providers"] = SuppressedProviders,
            ["deliverable_route_count"] = DeliverableRouteCount,
            ["suppressed_route_count"] = SuppressedRouteCount,
            ["maintenance_suppressed_count"] = MaintenanceSuppressedCount,
            ["calendar_suppressed_count"] = CalendarSuppressedCount,
        });

    /// <summary>Decides the routes of a schedule as its report shows it at <paramref name="now"/>.</summary>
    /// <param name="schedule">The schedule to notify about.</param>
    /// <param name="report">The report on that schedule at <paramref name="now"/>.</param>
    /// <param name="call">What the caller asks for.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">The instant decided for.</param>
    public static Result<NotificationPlan> Decide(
        DrillSchedule schedule, ScheduleReport report, NotificationCall call, Actor by, DateTimeOffset now)
    {
        var decided = new RoutePlanner(schedule, report, call, now).Decide();
        if (decided.Refusal is { } refusal)
        {
            return refusal;
        }

        var decisions = decided.Value;
        return new NotificationPlan
        {
            WorkspaceId = schedule.WorkspaceId,
            Id = Ids.New<NotificationPlanId>(now),
            ScheduleId = schedule.ScheduleId,
            GeneratedAt = now,
            GeneratedBy = by.Display,
            GeneratedBySubject = by.Subject,
            Status = report.Status,
            AlertLevel = report.AlertLevel,
            IsForced = call.Force,
            NextDueAt = report.NextDueAt,
            Owners = schedule.Owners,
            RouteDecisions = decisions,
            EligibleProviders = call.UsableAmong(decisions.Select(route => route.Connector)),
            Reason = NotificationReasons.OfPlan(decisions, report.Status),
        };
    }

    /// <summary>The plan's routes as things that people answer; to be kept together with the plan, once.</summary>
    public IReadOnlyList<NotificationRoute> OpenRoutes() =>
        [.. RouteDecisions.Select(decision => NotificationRoute.Open(this, decision))];

    /// <summary>Records an answer to every delivered route that this plan has to one provider, whoever's it is.</summary>
    /// <param name="scheduleId">The schedule that the caller named.</param>
    /// <param name="routes">The routes of this plan as they stand; those of other plans are left alone.</param>
    /// <param name="answer">What the person or pipeline says.</param>
    /// <param name="by">Who answers.</param>
    /// <param name="now">The instant of the answer.</param>
    public Result<NotificationAcknowledgement> Acknowledge(
        string scheduleId, IReadOnlyCollection<NotificationRoute> routes, NotificationAnswer answer, Actor by, DateTimeOffset now)
    {
        if (scheduleId != ScheduleId)
        {
            return NotificationRefusals.PlanOfAnotherSchedule;
        }

        var addressed = AddressedBy(answer.Provider, [.. routes.Where(route => route.PlanId == Id)]);
        if (addressed.Count == 0)
        {
            return NotificationRefusals.RouteNotFound;
        }

        var delivered = addressed.Where(route => route.Action is RouteAction.Deliver).ToList();
        if (delivered.Count == 0)
        {
            return NotificationRefusals.RouteSuppressed;
        }

        if (delivered.Select(route => route.Connector).Distinct().Skip(1).Any())
        {
            return ConnectorRefusals.Ambiguous;
        }

        var acknowledgement = NotificationAcknowledgement.Of(this, delivered, answer, by, now);
        delivered.ForEach(route => route.ApplyAnswer(acknowledgement));
        return acknowledgement;
    }

    private static List<NotificationRoute> AddressedBy(string provider, List<NotificationRoute> routes)
    {
        var named = routes.FindAll(route => route.Connector == provider);

        return named.Count > 0 ? named : routes.FindAll(route => route.Provider == provider);
    }

    private static bool IsDelivered(RouteDecision route) => route.Action is RouteAction.Deliver;

    private int CountOf(RouteCategory category) => RouteDecisions.Count(route => route.Category == category);

    private List<string> Providers(Func<RouteDecision, bool> which) =>
        [.. RouteDecisions.Where(which).Select(route => route.Connector).Distinct()];
}

/// <summary>Identifies a notification plan.</summary>
public readonly record struct NotificationPlanId(Guid Value) : IId<NotificationPlanId>
{
    public static string Prefix => "gordn";

    public static NotificationPlanId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
