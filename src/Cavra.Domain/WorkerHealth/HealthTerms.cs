using Cavra.Domain.Policies;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Domain.WorkerHealth;

/// <summary>The workspace's policy, as health needs it.</summary>
/// <param name="Policy">What it says.</param>
/// <param name="ChangedAt">Since when; null for the built-in policy.</param>
public sealed record PolicyFact(WorkspacePolicy Policy, DateTimeOffset? ChangedAt)
{
    /// <summary>That of a workspace that has decided nothing.</summary>
    public static readonly PolicyFact BuiltIn = new(WorkspacePolicy.Default, ChangedAt: null);

    public static PolicyFact Of(PolicyVersion version) => new(version.Policy, version.ChangedBy is null ? null : version.ChangedAt);
}

/// <summary>By what time spans health is judged: those of the stored schedule, except where the caller gives others.</summary>
/// <param name="ExpectedIntervalMinutes">1 to 10,080; null for the schedule's own windows.</param>
/// <param name="StaleMetadataMinutes">1 to 10,080; null for twice the expected interval, at most 10,080.</param>
public sealed record HealthTerms(int? ExpectedIntervalMinutes = null, int? StaleMetadataMinutes = null)
{
    public const int Min = 1;

    public const int Max = WorkerTerms.IntervalMax;

    public static HealthTerms Stored { get; } = new();

    /// <summary>
    /// The policy of the newest plan while it is not stale, else that of the workspace. A plan from before the workspace changed
    /// its policy is stale: else a worker that names none would go by the old one for ever.
    /// </summary>
    public RetryPolicy PolicyOf(PlanFact? newest, PolicyFact workspace, WorkerTerms schedule, IWindows windows, DateTimeOffset now) =>
        newest is not null && !(newest.GeneratedAt < workspace.ChangedAt) && now - newest.GeneratedAt < TimeSpan.FromMinutes(Stale(Interval(schedule, windows, now)))
            ? newest.Policy
            : workspace.Policy.RetryPolicy;

    internal IWindows Windows(HealthSnapshot snapshot) =>
        ExpectedIntervalMinutes is { } minutes ? new IntervalWindows(minutes) : snapshot.Windows;

    /// <summary>The interval in minutes; of a cron schedule, the length of the present window, rounded up.</summary>
    internal int Interval(HealthSnapshot snapshot, DateTimeOffset now) => Interval(snapshot.Schedule.Terms, snapshot.Windows, now);

    private int Interval(WorkerTerms schedule, IWindows windows, DateTimeOffset now) =>
        ExpectedIntervalMinutes ?? schedule.IntervalMinutes ?? (int)Math.Ceiling(windows.At(now).Length.TotalMinutes);

    internal int Stale(int interval) => StaleMetadataMinutes ?? (int)Math.Min(Max, 2L * interval);
}
