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
