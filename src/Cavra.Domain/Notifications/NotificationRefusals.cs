using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Notifications;

public static class NotificationRefusals
{
    public static readonly Refusal UnknownOwner = new(RefusalKind.Impossible, "notification.unknown_owner",
        "The routing policy may only name owners of the schedule, each once.");

    public static readonly Refusal ConnectorNotUsed = new(RefusalKind.Impossible, "notification.connector_not_used",
        "The schedule notifies by none of the connectors that were named.");

    public static readonly Refusal PlanNotFound = new(RefusalKind.NotFound, "notification.plan_not_found",
        "There is no such notification plan.");

    public static readonly Refusal PlanOfAnotherSchedule = new(RefusalKind.Impossible, "notification.plan_of_another_schedule",
        "The notification plan belongs to another schedule.");

    public static readonly Refusal NothingToAcknowledge = new(RefusalKind.Conflict, "notification.nothing_to_acknowledge",
        "No notification was planned for this schedule yet.");

    public static readonly Refusal RouteNotFound = new(RefusalKind.NotFound, "notification.route_not_found",
        "The notification plan has no route to this provider.");

    public static readonly Refusal RouteSuppressed = new(RefusalKind.Conflict, "notification.route_suppressed",
        "Every route of the plan to this provider was suppressed, so there is nothing to answer.");
}
