using Cavra.Application.Statistics;

namespace Cavra.Application.Ports;

/// <summary>
/// Reads what came about in the caller's workspace since an instant: one round trip, one snapshot, at a cost that depends on that
/// time and not on what ever happened.
/// </summary>
public interface IDayReader
{
    Task<DayFacts> ReadAsync(DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>What came about, by day where it has one; a day without anything is left out.</summary>
/// <param name="Opened">Loops by the day on which they were opened.</param>
/// <param name="Closed">Loops by the day on which they were closed.</param>
/// <param name="Attempts">Attempts by connector and how they ended.</param>
/// <param name="MedianMinutesToReview">From opening to the first review, of those first reviewed in that time; null for none.</param>
/// <param name="MedianMinutesToClosure">From opening to closure, of those closed in that time; null for none.</param>
public sealed record DayFacts(
    IReadOnlyList<DayCount> Opened, IReadOnlyList<DayCount> Closed, IReadOnlyList<AttemptCount> Attempts,
    double? MedianMinutesToReview, double? MedianMinutesToClosure);

/// <param name="Day">Day in UTC, such as <c>2026-11-02</c>.</param>
/// <param name="Count">How many.</param>
public sealed record DayCount(string Day, int Count);
