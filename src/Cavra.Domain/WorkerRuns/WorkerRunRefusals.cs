using Cavra.Domain.Abstractions;

namespace Cavra.Domain.WorkerRuns;

/// <summary>Why something is not done with a worker run.</summary>
public static class WorkerRunRefusals
{
    public static readonly Refusal NotFound =
        new(RefusalKind.NotFound, "worker_run.not_found", "There is no such worker run.");

    public static readonly Refusal ModeContradicts =
        new(RefusalKind.Invalid, "worker_run.mode_contradicts", "dry_run and execute contradict each other.")
        {
            Errors = new Dictionary<string, string[]> { ["/execute"] = ["Must not contradict dry_run."] },
        };

    public static readonly Refusal NotRunning =
        new(RefusalKind.Conflict, "worker_run.not_running", "The worker run has already ended.");

    public static readonly Refusal LeaseLost =
        new(RefusalKind.Conflict, "worker_run.lease_lost", "The worker's lease on this run has run out.");

    public static readonly Refusal LeaseHeld =
        new(RefusalKind.Conflict, "worker_run.lease_held", "The worker still holds its lease on this run.");

    public static readonly Refusal OverTime =
        new(RefusalKind.Conflict, "worker_run.over_time", "The worker run has taken longer than it may.");

    public static readonly Refusal WithinTime =
        new(RefusalKind.Conflict, "worker_run.within_time", "The worker run has not taken longer than it may.");
}
