using System.ComponentModel.DataAnnotations;
using Cavra.Api.Evidence;
using Cavra.Api.Wire;
using Cavra.Application.Evidence;
using Cavra.Application.Notifications;
using Cavra.Application.Wire;
using Cavra.Domain.Evidence;

namespace Cavra.Api.Notifications;

/// <summary>What people read about notifications, and the history of all records.</summary>
internal static class NotificationReadEndpoints
{
    public static IEndpointRouteBuilder MapNotificationReads(this IEndpointRouteBuilder routes)
    {
        var notifications = routes.MapGroup(ContractPaths.Notifications).WithTags("Notifications");
        notifications.MapQuery<RecordFilter, Page<MetadataItem>>(
            "", "ListRecords", "The record history", (filter, _) => new ListRecords(filter.Evidence, filter.Page));
        notifications.MapQuery<NoParameters, NotificationDashboardView>(
            "/dashboard", "GetNotificationDashboard", "The numbers of the loop", (_, _) => new GetNotificationDashboard());
        notifications.MapQuery<RouteFilter, Page<RouteRow>>(
            "/routes", "ListNotificationRoutes", "List the routes of all notification plans",
            (filter, _) => new ListNotificationRoutes(
                filter.ScheduleId, filter.Provider, filter.Owner, filter.Action, filter.Category, filter.Outstanding,
                new PageRequest(filter.Limit, filter.Offset, filter.Cursor)));
        notifications.MapQuery<TrendFilter, SuppressionTrendView>(
            "/suppression-trends", "GetSuppressionTrends", "How often, for whom and why notifications were held back",
            (filter, _) => new GetSuppressionTrends(filter.ScheduleId, filter.Provider, filter.Owner, filter.Since));
        return routes;
    }

    internal sealed record RouteFilter(
        string? ScheduleId = null, string? Provider = null, string? Owner = null, string? Action = null, string? Category = null,
        bool? Outstanding = null,
        [Range(1, PageRequest.MaxLimit)] int Limit = PageRequest.DefaultLimit,
        [Range(0, PageRequest.MaxOffset)] int Offset = 0,
        string? Cursor = null);

    internal sealed record TrendFilter(
        string? ScheduleId = null, string? Provider = null, string? Owner = null, DateTimeOffset? Since = null);
}
