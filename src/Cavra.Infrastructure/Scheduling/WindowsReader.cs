using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.WorkerRuns;
using Cronos;

namespace Cavra.Infrastructure.Scheduling;

/// <summary>Reads intervals and, with Cronos and the machine's time-zone data, cron expressions.</summary>
internal sealed class WindowsReader(TimeProvider clock) : IWindowsReader
{
    public Result<IWindows> Read(WorkerTerms terms)
    {
        if (!TimeZoneName.IsShared(terms.TimeZone)
            || !TimeZoneInfo.TryFindSystemTimeZoneById(terms.TimeZone, out var zone) || !zone.HasIanaId)
        {
            return WorkerScheduleRefusals.TimeZoneUnknown;
        }

        if (terms.IntervalMinutes is { } minutes)
        {
            return new IntervalWindows(minutes);
        }

        return CronExpression.TryParse(terms.Cron ?? "", CronFormat.Standard, out var cron)
            && cron.GetNextOccurrence(clock.GetUtcNow(), zone) is not null
            ? new CronWindows(cron, zone)
            : WorkerScheduleRefusals.CronUnreadable;
    }
}

/// <summary>Windows from one occurrence of a cron expression to the next, in a time zone with its summer time.</summary>
internal sealed class CronWindows(CronExpression cron, TimeZoneInfo zone) : IWindows
{
    private static readonly TimeSpan ShortestLookBack = TimeSpan.FromMinutes(2);

    /// <summary>Longer than any expression pauses: a 29 February on one day of the week comes every 28 years, or 40 around a century.</summary>
    private static readonly TimeSpan LongestLookBack = TimeSpan.FromDays(65 * 366);

    public Window At(DateTimeOffset instant) => new(
        LatestAt(instant) ?? throw NotOnBothSides(),
        cron.GetNextOccurrence(instant, zone, inclusive: false)?.ToUniversalTime() ?? throw NotOnBothSides());

    public long CountWhole(DateTimeOffset since, DateTimeOffset until) => since > until
        ? 0
        : Math.Max(0, cron.GetOccurrences(since, until, zone, fromInclusive: true, toInclusive: true).LongCount() - 1);

    // Found by going forward only: asked backwards, Cronos names another instant for an occurrence that summer time skips,
    // and then one window would not begin where the one before it ends.
    private DateTimeOffset? LatestAt(DateTimeOffset instant)
    {
        for (var back = ShortestLookBack; back <= LongestLookBack; back *= 8)
        {
            var latest = cron.GetOccurrences(instant - back, instant, zone, fromInclusive: true, toInclusive: true)
                .Select(occurrence => (DateTimeOffset?)occurrence.ToUniversalTime()).LastOrDefault();
            if (latest is not null)
            {
                return latest;
            }
        }

        return null;
    }

    private static InvalidOperationException NotOnBothSides() => new("The expression does not occur on both sides of that instant.");
}
