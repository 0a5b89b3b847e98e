namespace Cavra.Domain.WorkerRuns;

/// <summary>What a worker that comes back after whole missed windows does about them.</summary>
public enum MisfirePolicy
{
    /// <summary>Counts them and waits for the start of the next window.</summary>
    Skip,

    /// <summary>Counts them and makes up for all of them by one run at once.</summary>
    RunOnce,
}
