using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Domain.WorkerHealth;

/// <summary>By what time spans health is judged: those of the stored schedule, except where the caller gives others.</summary>
/// <param name="ExpectedIntervalMinutes">1 to 10,080; null for the schedule's own windows.</param>
/// <param name="StaleMetadataMinutes">1 to 10,080; null for twice the expected interval, at most 10,080.</param>
public sealed record HealthTerms(int? ExpectedIntervalMinutes = null, int? StaleMetadataMinutes = null)
{
    public const int Min = 1;

    public const int Max = WorkerTerms.IntervalMax;

    public static HealthTerms Stored { get; } = new();

    /// <summary>The policy of the newest plan while it is not stale, else that of the workspace.</summary>
    public RetryPolicy PolicyOf(PlanFact? newest, RetryPolicy workspace, WorkerTerms schedule, IWindows windows, DateTimeOffset now) =>
        newest is not null && now - newest.GeneratedAt < TimeSpan.FromMinutes(Stale(Interval(schedule, windows, now)))
            ? newest.Policy
            : workspace;

    internal IWindows Windows(HealthSnapshot snapshot) =>
        ExpectedIntervalMinutes is { } minutes ? new IntervalWindows(minutes) : snapshot.Windows;

    /// <summary>The interval in minutes; of a cron schedule, the length of the present window, rounded up.</summary>
    internal int Interval(HealthSnapshot snapshot, DateTimeOffset now) => Interval(snapshot.Schedule.Terms, snapshot.Windows, now);

    private int Interval(WorkerTerms schedule, IWindows windows, DateTimeOffset now) =>
        ExpectedIntervalMinutes ?? schedule.IntervalMinutes ?? (int)Math.Ceiling(windows.At(now).Length.TotalMinutes);

    internal int Stale(int interval) => StaleMetadataMinutes ?? (int)Math.Min(Max, 2L * interval);
}
