namespace Cavra.Domain.WorkerRuns;

/// <summary>Where a worker run stands.</summary>
public enum RunState
{
    /// <summary>It is under way.</summary>
    Running,

    /// <summary>It did all it took on, whatever came of each.</summary>
    Succeeded,

    /// <summary>It was interrupted or met an error of its own.</summary>
    Failed,

    /// <summary>It took longer than it may; what was left is untouched.</summary>
    TimedOut,

    /// <summary>It was stopped before it was done.</summary>
    Cancelled,

    /// <summary>It was asked for with a disabled schedule, and did nothing.</summary>
    SkippedDisabled,
}

/// <summary>What started a worker run.</summary>
public enum RunTrigger
{
    Schedule,
    Manual,
}

/// <summary>Why a worker run failed.</summary>
public enum RunFailure
{
    /// <summary>Its worker stopped beating: what it was sending at that moment is unknown.</summary>
    Interrupted,

    /// <summary>Its worker met an error of its own.</summary>
    Faulted,
}
