using System.Globalization;

namespace Cavra.Domain.Recovery;

/// <summary>What was said of recoveries on one day.</summary>
/// <param name="Day">Day in UTC, such as <c>2026-11-02</c>.</param>
/// <param name="ResolvedCount">Closures that resolve.</param>
/// <param name="MitigatedCount">Closures that mitigate.</param>
/// <param name="ReopenedCount">Closures that reopen.</param>
/// <param name="EscalatedCount">Closures that escalate.</param>
/// <param name="DeferredCount">Closures that defer.</param>
public sealed record ClosureTrend(
    string Day, int ResolvedCount, int MitigatedCount, int ReopenedCount, int EscalatedCount, int DeferredCount)
{
    /// <summary>Days that are shown, today included.</summary>
    public const int Days = 14;

    /// <summary>The beginning of the first day that is shown.</summary>
    public static DateTimeOffset Since(DateTimeOffset now) => new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1 - Days);

    /// <summary>Every day, the oldest first, whether or not anything was said on it.</summary>
    /// <param name="closures">When what was said; what is of other days is left out.</param>
    /// <param name="now">The moment of looking.</param>
    public static IReadOnlyList<ClosureTrend> Over(IEnumerable<(DateTimeOffset At, ClosureState State)> closures, DateTimeOffset now)
    {
        var byDay = closures.ToLookup(closure => closure.At.UtcDateTime.Date, closure => closure.State);
        return
        [
            .. Enumerable.Range(0, Days).Select(day => Since(now).UtcDateTime.AddDays(day))
                .Select(day => Of(day, [.. byDay[day]])),
        ];
    }

    private static ClosureTrend Of(DateTime day, List<ClosureState> said)
    {
        int Count(ClosureState state) => said.Count(one => one == state);
        return new ClosureTrend(
            day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Count(ClosureState.Resolved), Count(ClosureState.Mitigated),
            Count(ClosureState.Reopened), Count(ClosureState.Escalated), Count(ClosureState.Deferred));
    }
}
