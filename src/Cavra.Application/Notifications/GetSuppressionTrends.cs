using AutoMapper;
using AutoMapper.QueryableExtensions;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Notifications;

/// <summary>Tells how often, for whom and why notifications were held back since an instant; of 30 days where none is named.</summary>
public sealed record GetSuppressionTrends(string? ScheduleId, string? Provider, string? Owner, DateTimeOffset? Since)
    : IQuery<SuppressionTrendView>
{
    /// <summary>How far back a trend goes that names no instant.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromDays(30);

    public static Permission Permission => Permissions.RecordsRead;
}

/// <summary>How often, for whom and why notifications were held back.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="Since">From when on it was counted.</param>
/// <param name="Trend">What was counted.</param>
public sealed record SuppressionTrendView(string SchemaVersion, string Product, DateTimeOffset Since, SuppressionTrend Trend);

/// <summary>What was held back, counted in several ways.</summary>
/// <param name="SuppressionEventCount">Routes that were held back.</param>
/// <param name="CategoryCounts">How many, by the category that decided.</param>
/// <param name="OwnerCounts">How many, by owner.</param>
/// <param name="ProviderCounts">How many, by connector.</param>
/// <param name="MaintenanceSuppressedCount">Routes held back by a maintenance window.</param>
/// <param name="CalendarSuppressedCount">Routes held back because the owner is not there.</param>
/// <param name="HealthyScheduleSuppressedCount">Routes held back because the schedule is healthy and nobody forced it.</param>
/// <param name="LatestEvents">The newest routes held back, at most 20.</param>
public sealed record SuppressionTrend(
    int SuppressionEventCount, IReadOnlyDictionary<string, int> CategoryCounts, IReadOnlyDictionary<string, int> OwnerCounts,
    IReadOnlyDictionary<string, int> ProviderCounts, int MaintenanceSuppressedCount, int CalendarSuppressedCount,
    int HealthyScheduleSuppressedCount, IReadOnlyList<RouteRow> LatestEvents);

internal sealed class GetSuppressionTrendsHandler(ICavraDbContext db, IMapper mapper, TimeProvider clock)
    : IRequestHandler<GetSuppressionTrends, Result<SuppressionTrendView>>
{
    private const int LatestEvents = 20;

    public async Task<Result<SuppressionTrendView>> Handle(GetSuppressionTrends query, CancellationToken cancellationToken)
    {
        var since = query.Since ?? clock.GetUtcNow() - GetSuppressionTrends.Default;
        var suppressed = db.NotificationRoutes.About(query.ScheduleId, query.Provider, query.Owner)
            .Where(route => route.Action == RouteAction.Suppress && route.CreatedAt >= since);
        var counts = await suppressed
            .GroupBy(route => new { route.Category, route.Owner, route.Connector })
            .Select(group => new Counted(group.Key.Category, group.Key.Owner, group.Key.Connector, group.Count()))
            .ToListAsync(cancellationToken);
        var latest = await suppressed.OrderByDescending(route => route.CreatedAt).ThenByDescending(route => route.Id).Take(LatestEvents)
            .ProjectTo<RouteRow>(mapper.ConfigurationProvider).ToListAsync(cancellationToken);

        return new SuppressionTrendView(WireNames.SuppressionTrendSchema, WireNames.Product, since, new SuppressionTrend(
            counts.Sum(count => count.Count),
            By(count => WireName.Of(count.Category)),
            By(count => count.Owner),
            By(count => count.Connector),
            Of(RouteCategory.MaintenanceWindow),
            Of(RouteCategory.OwnerCalendar),
            Of(RouteCategory.HealthySchedule),
            latest));

        Dictionary<string, int> By(Func<Counted, string> name) =>
            counts.GroupBy(name).OrderBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Sum(count => count.Count));

        int Of(RouteCategory category) => counts.Where(count => count.Category == category).Sum(count => count.Count);
    }

    private sealed record Counted(RouteCategory Category, string Owner, string Connector, int Count);
}
