using Cavra.Domain.Abstractions;

namespace Cavra.Domain.WorkerRuns;

public sealed partial class WorkerRun
{
    /// <summary>Starts a run under a lease.</summary>
    public static WorkerRun Start(RunOrder order, DateTimeOffset now)
    {
        var run = Of(order, now);
        (run.State, run.BeatAt, run.LeaseUntil) = (RunState.Running, now, now + Lease);
        return run;
    }

    /// <summary>Records that a run was asked for while its schedule is disabled; it sends nothing.</summary>
    public static WorkerRun SkipDisabled(RunOrder order, DateTimeOffset now)
    {
        var run = Of(order, now);
        (run.State, run.BeatAt, run.LeaseUntil, run.CompletedAt) = (RunState.SkippedDisabled, now, now, now);
        return run;
    }

    private static WorkerRun Of(RunOrder order, DateTimeOffset now) => new()
    {
        WorkspaceId = order.WorkspaceId,
        Id = Ids.New<WorkerRunId>(now),
        GeneratedAt = now,
        StartedBy = order.StartedBy,
        OnBehalfOf = order.OnBehalfOf,
        Trigger = order.Trigger,
        Mode = order.Mode,
        WindowStart = order.Window.Start,
        WindowEnd = order.Window.End,
        IntervalMinutes = order.Terms.IntervalMinutes,
        ScheduleEnabled = order.Terms.Enabled,
        Cadence = order.Cadence ?? order.Terms.Cadence,
        WorkerName = order.WorkerName,
        Provider = order.Provider,
        MaxRetryDeliveries = order.MaxRetryDeliveries,
        MaxRuntimeMinutes = order.Terms.MaxRuntimeMinutes,
        MissedWindows = order.MissedWindows,
        Late = order.Trigger is RunTrigger.Schedule && Misfire.IsLate(order.Window, order.Terms.Grace, now),
        StartedAt = now,
    };
}
