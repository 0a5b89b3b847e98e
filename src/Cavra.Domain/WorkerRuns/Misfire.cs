namespace Cavra.Domain.WorkerRuns;

/// <summary>What the ticker does at one moment.</summary>
/// <param name="Run">The window to run now; null to run nothing.</param>
/// <param name="MissedWindows">How many whole windows passed without a run since the last one; recorded on the next run.</param>
/// <param name="Late">Whether the grace of <paramref name="Run"/> is over.</param>
public sealed record DueWindow(Window? Run, long MissedWindows, bool Late);

/// <summary>Decides which window is run: the current one or none, whatever was missed; never a burst.</summary>
public static class Misfire
{
    /// <param name="schedule">Its terms and since when they hold.</param>
    /// <param name="windows">The schedule's windows.</param>
    /// <param name="lastRun">Start of the newest window that was run in this mode; null when none was.</param>
    /// <param name="now">The moment of deciding.</param>
    public static DueWindow Decide(WorkerSchedule schedule, IWindows windows, DateTimeOffset? lastRun, DateTimeOffset now)
    {
        var current = windows.At(now);
        var since = UnservedSince(schedule, windows, lastRun);
        if (!schedule.Terms.Enabled || since > current.Start)
        {
            return new DueWindow(Run: null, MissedWindows: 0, Late: false);
        }

        var missed = windows.CountWhole(since, current.Start);
        var late = IsLate(current, schedule.Terms.Grace, now);
        return missed > 0 && late && schedule.Terms.Misfire is MisfirePolicy.Skip
            ? new DueWindow(Run: null, missed, Late: false)
            : new DueWindow(current, missed, late);
    }

    /// <summary>Whether a start at <paramref name="startedAt"/> is after the grace and its last instant.</summary>
    public static bool IsLate(Window window, TimeSpan grace, DateTimeOffset startedAt) => startedAt > window.Start + grace;

    /// <summary>From when on windows count: since the schedule changed, and after the window of the last run.</summary>
    public static DateTimeOffset UnservedSince(WorkerSchedule schedule, IWindows windows, DateTimeOffset? lastRun) =>
        UnservedSince(schedule.ChangedAt, windows, lastRun);

    /// <inheritdoc cref="UnservedSince(WorkerSchedule, IWindows, DateTimeOffset?)"/>
    public static DateTimeOffset UnservedSince(DateTimeOffset changedAt, IWindows windows, DateTimeOffset? lastRun)
    {
        var served = lastRun is { } start ? windows.At(start).End : changedAt;
        return served > changedAt ? served : changedAt;
    }
}

/// <summary>What a worker that comes back after whole missed windows does about them.</summary>
public enum MisfirePolicy
{
    /// <summary>Counts them and waits for the start of the next window.</summary>
    Skip,

    /// <summary>Counts them and makes up for all of them by one run at once.</summary>
    RunOnce,
}
