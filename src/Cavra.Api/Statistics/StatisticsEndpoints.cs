using System.ComponentModel.DataAnnotations;
using Cavra.Api.Wire;
using Cavra.Application.Statistics;

namespace Cavra.Api.Statistics;

/// <summary>How it went over time.</summary>
internal static class StatisticsEndpoints
{
    public static IEndpointRouteBuilder MapStatistics(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/statistics").WithTags("Statistics").MapQuery<DaysFilter, DayStatisticsView>(
            "/days", "GetDayStatistics", "How loops and attempts went day by day", (filter, _) => new GetDayStatistics(filter.Days));
        return routes;
    }

    internal sealed record DaysFilter([Range(1, GetDayStatistics.MaxDays)] int Days = GetDayStatistics.DefaultDays);
}
