using Cavra.Domain.Abstractions;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Domain.WorkerHealth;

/// <summary>What is wrong with the worker's runs and its schedule.</summary>
internal static class RunFindings
{
    public static HealthFinding? Missed(HealthSnapshot snapshot, HealthTerms terms, DateTimeOffset now)
    {
        var schedule = snapshot.Schedule;
        if (!schedule.Terms.Enabled)
        {
            return null;
        }

        var windows = terms.Windows(snapshot);
        var lastRun = terms.ExpectedIntervalMinutes is null
            ? snapshot.NewestRun?.WindowStart
            : snapshot.NewestRun?.StartedAt;
        var since = Misfire.UnservedSince(schedule.ChangedAt, windows, lastRun);
        var missed = windows.CountWhole(since, now - schedule.Terms.Grace);
        return missed == 0
            ? null
            : new HealthFinding
            {
                Category = HealthCategory.MissedWorkerRun,
                Severity = AlertLevel.Critical,
                Count = missed,
                Since = windows.FirstFrom(since).Start,
                Message = missed == 1
                    ? "The retry worker missed 1 window of its schedule."
                    : $"The retry worker missed {missed} windows of its schedule.",
                Recommendation = HealthOperations.RunWorker(
                    HealthCategory.MissedWorkerRun,
                    "Check that a process with the worker role is up and reaches the database, then run the worker once, dry."),
            };
    }

    public static HealthFinding? Failed(HealthSnapshot snapshot)
    {
        if (snapshot.NewestFinishedRun is not { State: RunState.Failed or RunState.TimedOut } run)
        {
            return null;
        }

        return new HealthFinding
        {
            Category = HealthCategory.FailedWorkerRun,
            Severity = AlertLevel.Critical,
            Count = 1,
            Since = run.CompletedAt ?? run.StartedAt,
            Message = run.State is RunState.Failed
                ? "The newest finished worker run failed."
                : "The newest finished worker run took longer than it may and was ended.",
            Recommendation = HealthOperations.GetRun(
                HealthCategory.FailedWorkerRun, "Read why the run ended, remove the cause, then run the worker again.", run.Id),
        };
    }

    public static HealthFinding? Overrun(HealthSnapshot snapshot, DateTimeOffset now)
    {
        var over = snapshot.RunningRuns.Where(run => now > Limit(run)).OrderBy(Limit).ToArray();
        if (over.Length == 0)
        {
            return null;
        }

        return new HealthFinding
        {
            Category = HealthCategory.WorkerOverrun,
            Severity = AlertLevel.Critical,
            Count = over.Length,
            Since = Limit(over[0]),
            Message = over.Length == 1
                ? "1 worker run has been going longer than it may."
                : $"{over.Length} worker runs have been going longer than they may.",
            Recommendation = HealthOperations.GetRun(
                HealthCategory.WorkerOverrun, "Look at what the run is waiting for, and restart its worker.", over[0].Id),
        };
    }

    public static HealthFinding? Disabled(HealthSnapshot snapshot)
    {
        var open = snapshot.OpenDestinations;
        if (snapshot.Schedule.Terms.Enabled || open.Count == 0)
        {
            return null;
        }

        var oldest = open.Min(destination => destination.OpenSince);
        return new HealthFinding
        {
            Category = HealthCategory.DisabledSchedule,
            Severity = AlertLevel.Warning,
            Count = 1,
            Since = oldest > snapshot.Schedule.SwitchedAt ? oldest : snapshot.Schedule.SwitchedAt,
            Message = "The worker schedule is off while audit deliveries are open.",
            Recommendation = HealthOperations.PutSchedule(
                HealthCategory.DisabledSchedule, "Switch the worker schedule on, or close what is open."),
        };
    }

    private static DateTimeOffset Limit(RunFact run) => run.StartedAt + TimeSpan.FromMinutes(run.MaxRuntimeMinutes);
}
