using Cavra.Domain.WorkerRuns;
using Cronos;

namespace Cavra.Infrastructure.Scheduling;

/// <summary>Windows from one occurrence of a cron expression to the next, in a time zone with its summer time.</summary>
internal sealed class CronWindows(CronExpression cron, TimeZoneInfo zone) : IWindows
{
    public Window At(DateTimeOffset instant)
    {
        var start = cron.GetPreviousOccurrence(instant, zone, inclusive: true);
        var end = cron.GetNextOccurrence(instant, zone, inclusive: false);
        return start is { } from && end is { } to
            ? new Window(from.ToUniversalTime(), to.ToUniversalTime())
            : throw new InvalidOperationException("The expression does not occur on both sides of that instant.");
    }

    public long CountWhole(DateTimeOffset since, DateTimeOffset until) => since > until
        ? 0
        : Math.Max(0, cron.GetOccurrences(since, until, zone, fromInclusive: true, toInclusive: true).LongCount() - 1);
}
