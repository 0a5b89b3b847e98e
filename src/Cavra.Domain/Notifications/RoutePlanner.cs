using Cavra.Domain.Abstractions;
using Cavra.Domain.Connectors;
using Cavra.Domain.Drills;

namespace Cavra.Domain.Notifications;

/// <summary>Decides the routes of one notification plan: a function of the schedule's report, the call and the instant.</summary>
internal sealed class RoutePlanner(DrillSchedule schedule, ScheduleReport report, NotificationCall call, DateTimeOffset now)
{
    /// <summary>One decision for each owner and connector, owners in the schedule's order.</summary>
    public Result<IReadOnlyList<RouteDecision>> Decide()
    {
        if (call.OwnerRoutes.Any(route => !schedule.Owners.Contains(route.Owner))
            || call.OwnerRoutes.DistinctBy(route => route.Owner).Count() != call.OwnerRoutes.Count)
        {
            return NotificationRefusals.UnknownOwner;
        }

        if (call.Connectors.Selected(call.Provider) is not { } selected)
        {
            return ConnectorRefusals.Unknown;
        }

        List<RouteDecision> decisions = [.. schedule.Owners.SelectMany(owner => DecideFor(call.RouteOf(owner, schedule), selected))];
        return decisions.Count == 0 && !ConnectorNames.SelectsAll(call.Provider)
            ? NotificationRefusals.ConnectorNotUsed
            : Result<IReadOnlyList<RouteDecision>>.Of(decisions);
    }

    private IEnumerable<RouteDecision> DecideFor(OwnerRoute route, IReadOnlyList<Connector> selected) =>
        route.Providers.SelectMany(Targets)
            .DistinctBy(target => target.Name)
            .Where(target => target.Connector is { } it ? selected.Contains(it) : ConnectorNames.SelectsAll(call.Provider))
            .Select(target => Decide(route, target));

    // A name without a connector stays a target, so that the plan shows whom nobody can be reached by.
    private IEnumerable<Target> Targets(string provider)
    {
        var connectors = call.Connectors.Named(provider);

        return connectors.Count == 0 ? [new Target(provider, null)] : connectors.Select(it => new Target(it.Name, it));
    }

    private RouteDecision Decide(OwnerRoute route, Target target)
    {
        var isAway = schedule.IsUnavailable(route.Owner, now);
        var window = WindowFor(route.Owner, target);
        var verdict = VerdictOn(target, window, isAway);

        return new RouteDecision
        {
            RouteId = Ids.New<NotificationRouteId>(now),
            Connector = target.Name,
            Provider = target.Connector?.Provider,
            Owner = route.Owner,
            EscalationOwner = route.EscalationOwner,
            OwnerMinutes = route.AcknowledgementMinutes,
            Action = verdict.Category is RouteCategory.Deliver ? RouteAction.Deliver : RouteAction.Suppress,
            Category = verdict.Category,
            Reason = verdict.Reason,
            MaintenanceWindow = verdict.Category is RouteCategory.MaintenanceWindow ? window : null,
            OwnerAvailability = isAway ? OwnerAvailability.Unavailable : OwnerAvailability.Available,
        };
    }

    private RouteChoice VerdictOn(Target target, MaintenanceWindow? window, bool isAway)
    {
        var isHealthy = report.AlertLevel is AlertLevel.Healthy;
        if (isHealthy && !call.Force)
        {
            return new RouteChoice(RouteCategory.HealthySchedule, "The schedule is healthy, and the call does not force it.");
        }

        if (window is not null)
        {
            return new RouteChoice(RouteCategory.MaintenanceWindow, "A maintenance window is open.");
        }

        if (isAway)
        {
            return new RouteChoice(RouteCategory.OwnerCalendar, "The owner's calendar says unavailable.");
        }

        return target.Connector switch
        {
            null => new RouteChoice(RouteCategory.Other, "There is no such connector."),
            { Enabled: false } => new RouteChoice(RouteCategory.Other, "The connector is switched off."),
            { IsUsable: false } => new RouteChoice(RouteCategory.Other, "The connector can't be used as it is configured."),
            _ => new RouteChoice(RouteCategory.Deliver, NotificationReasons.ToTell(report.Status)),
        };
    }

    private MaintenanceWindow? WindowFor(string owner, Target target) => schedule.MaintenanceWindows.FirstOrDefault(window =>
        window.IsOpen(now)
        && (window.ScheduleIds.Count == 0 || window.ScheduleIds.Contains(schedule.ScheduleId))
        && (window.Owners.Count == 0 || window.Owners.Contains(owner))
        && (window.Providers.Count == 0 || window.Providers.SelectMany(Targets).Any(it => it.Name == target.Name)));

    private sealed record Target(string Name, Connector? Connector);

    private sealed record RouteChoice(RouteCategory Category, string Reason);
}
