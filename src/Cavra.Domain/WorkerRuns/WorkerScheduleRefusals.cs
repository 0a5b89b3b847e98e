using Cavra.Domain.Abstractions;

namespace Cavra.Domain.WorkerRuns;

/// <summary>Why a worker schedule is not taken.</summary>
public static class WorkerScheduleRefusals
{
    public static readonly Refusal Invalid =
        new(RefusalKind.Invalid, "worker_schedule.invalid", "The worker schedule breaks a rule.");

    public static readonly Refusal CronUnreadable =
        new(RefusalKind.Invalid, "worker_schedule.cron_unreadable", "The cron expression can't be read, or never occurs.")
        {
            Errors = new Dictionary<string, string[]> { ["/cron"] = ["Must be a cron expression of five fields."] },
        };

    public static readonly Refusal TimeZoneUnknown =
        new(RefusalKind.Invalid, "worker_schedule.time_zone_unknown", "There is no such time zone.")
        {
            Errors = new Dictionary<string, string[]> { ["/time_zone"] = ["Must be an IANA time zone name."] },
        };
}
