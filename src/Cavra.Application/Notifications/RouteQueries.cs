using Cavra.Domain.Notifications;

namespace Cavra.Application.Notifications;

/// <summary>The routes of notification plans in the questions asked of them.</summary>
internal static class RouteQueries
{
    /// <summary>Those that somebody was told by and nobody has settled; found by an index of their own.</summary>
    public static IQueryable<NotificationRoute> Outstanding(this IQueryable<NotificationRoute> routes) =>
        routes.Where(route => route.Action == RouteAction.Deliver && !route.IsSettled);

    /// <summary>Those of a schedule, of a connector or provider, and of an owner; null for any.</summary>
    public static IQueryable<NotificationRoute> About(
        this IQueryable<NotificationRoute> routes, string? scheduleId, string? provider, string? owner)
    {
        if (scheduleId is not null)
        {
            routes = routes.Where(route => route.ScheduleId == scheduleId);
        }

        if (provider is not null)
        {
            routes = routes.Where(route => route.Connector == provider || route.Provider == provider);
        }

        return owner is null ? routes : routes.Where(route => route.Owner == owner);
    }
}
