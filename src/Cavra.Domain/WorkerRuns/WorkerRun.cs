using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.WorkerRuns;

/// <summary>Names one worker run.</summary>
public readonly record struct WorkerRunId(Guid Value) : IId<WorkerRunId>
{
    public static string Prefix => "gordackworker";

    public static WorkerRunId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}

/// <summary>One execution, dry or live, of the retry worker for one window of its schedule.</summary>
public sealed partial class WorkerRun : IEvidenced
{
    /// <summary>How long a worker may be silent before its run is taken from it, counted from its last beat.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private WorkerRun()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required WorkerRunId Id { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>Who started it, as the credential had it; the worker for a scheduled run.</summary>
    public required Actor StartedBy { get; init; }

    public required string? OnBehalfOf { get; init; }

    public required RunTrigger Trigger { get; init; }

    public required RunMode Mode { get; init; }

    public required DateTimeOffset WindowStart { get; init; }

    public required DateTimeOffset WindowEnd { get; init; }

    /// <summary>The schedule's interval at that time; null when it went by cron.</summary>
    public required int? IntervalMinutes { get; init; }

    public required bool ScheduleEnabled { get; init; }

    public required string Cadence { get; init; }

    public required string WorkerName { get; init; }

    public required string Provider { get; init; }

    public required int MaxRetryDeliveries { get; init; }

    /// <summary>The limit it is held to whatever becomes of the schedule, in minutes, the last instant included.</summary>
    public required int MaxRuntimeMinutes { get; init; }

    public required long MissedWindows { get; init; }

    /// <summary>Whether a scheduled run started after its window's grace.</summary>
    public required bool Late { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public RunState State { get; private set; }

    public RunFailure? Failure { get; private set; }

    public DateTimeOffset? CompletedAt { get; private set; }

    public DateTimeOffset BeatAt { get; private set; }

    /// <summary>From this instant on the run may be taken from its worker.</summary>
    public DateTimeOffset LeaseUntil { get; private set; }

    public RetryPlanId? RetryPlanId { get; private set; }

    public RunSummary Summary { get; private set; } = RunSummary.None;

    public IReadOnlyList<JudgedRetry> SelectedRetries { get; private set; } = [];

    public IReadOnlyList<OtherVerdict> OtherVerdicts { get; private set; } = [];

    public IReadOnlyList<FollowUpAction> FollowUpActions { get; private set; } = [];

    public IReadOnlyList<RetryResult> RetryResults { get; private set; } = [];

    public bool DryRun => Mode is RunMode.DryRun;

    public EvidenceFacts Evidence => RunEvidence.Of(this, []);

    /// <summary>Whether it has taken longer than it may; the worker asks between two deliveries.</summary>
    public bool IsOverTime(DateTimeOffset now) =>
        State is RunState.Running && now - StartedAt > TimeSpan.FromMinutes(MaxRuntimeMinutes);

    /// <summary>The worker is alive: prolongs the lease from now on.</summary>
    public Result Beat(DateTimeOffset now)
    {
        if (WhyNotHeld(now) is { } refusal)
        {
            return refusal;
        }

        (BeatAt, LeaseUntil) = (now, now + Lease);
        return Result.Done;
    }

    /// <summary>The work is done; a run that took longer than it may is timed out nevertheless.</summary>
    public Result Complete(RunWork work, DateTimeOffset now) =>
        WhyNotHeld(now) ?? End(IsOverTime(now) ? RunState.TimedOut : RunState.Succeeded, work, now);

    /// <summary>The worker met an error of its own and gives up with what it has done.</summary>
    public Result Fail(RunWork work, DateTimeOffset now)
    {
        if (WhyNotHeld(now) is { } refusal)
        {
            return refusal;
        }

        Failure = RunFailure.Faulted;
        return End(RunState.Failed, work, now);
    }

    /// <summary>The worker is told to stop and leaves the rest untouched.</summary>
    public Result Cancel(RunWork work, DateTimeOffset now) => WhyNotHeld(now) ?? End(RunState.Cancelled, work, now);

    /// <summary>Ends a run that takes longer than it may, whoever notices.</summary>
    public Result TimeOut(RunWork work, DateTimeOffset now)
    {
        if (State is not RunState.Running)
        {
            return WorkerRunRefusals.NotRunning;
        }

        return IsOverTime(now) ? End(RunState.TimedOut, work, now) : WorkerRunRefusals.WithinTime;
    }

    /// <summary>Ends a run whose worker has fallen silent.</summary>
    public Result LeaseLost(RunWork work, DateTimeOffset now)
    {
        if (State is not RunState.Running)
        {
            return WorkerRunRefusals.NotRunning;
        }

        if (now < LeaseUntil)
        {
            return WorkerRunRefusals.LeaseHeld;
        }

        Failure = RunFailure.Interrupted;
        return End(RunState.Failed, work, now);
    }

    /// <summary>Why its worker may not go on with it; null when it may.</summary>
    public Refusal? WhyNotHeld(DateTimeOffset now)
    {
        if (State is not RunState.Running)
        {
            return WorkerRunRefusals.NotRunning;
        }

        return now < LeaseUntil ? null : WorkerRunRefusals.LeaseLost;
    }

    private Result End(RunState state, RunWork work, DateTimeOffset now)
    {
        (State, CompletedAt, LeaseUntil) = (state, now, now);
        (RetryPlanId, Summary) = (work.RetryPlanId, work.Summary);
        (SelectedRetries, OtherVerdicts) = (work.SelectedRetries, work.OtherVerdicts);
        (FollowUpActions, RetryResults) = (work.FollowUpActions, work.RetryResults);
        return Result.Done;
    }
}
