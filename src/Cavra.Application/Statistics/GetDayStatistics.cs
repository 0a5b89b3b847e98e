using System.Globalization;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using MediatR;

namespace Cavra.Application.Statistics;

/// <summary>Tells how loops and attempts went day by day, today included. What it costs depends on the days shown.</summary>
/// <param name="Days">How many days; 1 to <see cref="MaxDays"/>.</param>
public sealed record GetDayStatistics(int Days) : IQuery<DayStatisticsView>
{
    public const int DefaultDays = 14;

    public const int MaxDays = 90;

    public static Permission Permission => Permissions.RecordsRead;
}

/// <summary>How loops and attempts went.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="GeneratedAt">The moment of looking.</param>
/// <param name="Since">The beginning of the first day.</param>
/// <param name="Days">Every day in UTC, the oldest first, whether or not anything happened on it.</param>
/// <param name="Attempts">Attempts in these days, for whatever purpose.</param>
/// <param name="MedianMinutesToReview">From opening to the first review, of the loops first reviewed in these days; null for none.</param>
/// <param name="MedianMinutesToClosure">From opening to closure, of the loops closed in these days; null for none.</param>
public sealed record DayStatisticsView(
    string SchemaVersion, string Product, DateTimeOffset GeneratedAt, DateTimeOffset Since, IReadOnlyList<DayView> Days,
    IReadOnlyList<AttemptCount> Attempts, double? MedianMinutesToReview, double? MedianMinutesToClosure);

/// <summary>One day of loops.</summary>
/// <param name="Day">Day in UTC, such as <c>2026-11-02</c>.</param>
/// <param name="OpenedCount">Loops that were opened on it: audit deliveries that failed, or were held, for the first time.</param>
/// <param name="ClosedCount">Loops that were closed on it.</param>
public sealed record DayView(string Day, int OpenedCount, int ClosedCount);

/// <summary>Attempts through one connector that ended alike.</summary>
/// <param name="Connector">The connector's name.</param>
/// <param name="OutcomeClass">The class of the failure or, where there was none, the outcome.</param>
/// <param name="Count">How many attempts.</param>
public sealed record AttemptCount(string Connector, string OutcomeClass, int Count);

internal sealed class GetDayStatisticsHandler(IDayReader reader, TimeProvider clock)
    : IRequestHandler<GetDayStatistics, Result<DayStatisticsView>>
{
    public async Task<Result<DayStatisticsView>> Handle(GetDayStatistics query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var since = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1 - query.Days);
        var facts = await reader.ReadAsync(since, now, cancellationToken);
        var (opened, closed) = (facts.Opened.ToDictionary(day => day.Day), facts.Closed.ToDictionary(day => day.Day));

        return new DayStatisticsView(
            WireNames.DayStatisticsSchema, WireNames.Product, now, since,
            [
                .. Enumerable.Range(0, query.Days)
                    .Select(day => since.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                    .Select(day => new DayView(
                        day, opened.GetValueOrDefault(day)?.Count ?? 0, closed.GetValueOrDefault(day)?.Count ?? 0)),
            ],
            facts.Attempts, facts.MedianMinutesToReview, facts.MedianMinutesToClosure);
    }
}
