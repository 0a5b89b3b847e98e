using Cavra.Domain.HealthAlerts;

namespace Cavra.Application.HealthAlerts;

/// <summary>The alerts that connectors took in the questions asked of them.</summary>
internal static class HealthAlertQueries
{
    /// <summary>Those that an answer is still owed to; found by an index of their own.</summary>
    public static IQueryable<HealthAlertRoute> Outstanding(this IQueryable<HealthAlertRoute> routes) =>
        routes.Where(route => route.State == RouteState.Open || route.State == RouteState.Dismissed);
}
