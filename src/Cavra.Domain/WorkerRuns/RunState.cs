namespace Cavra.Domain.WorkerRuns;

/// <summary>Where a worker run stands.</summary>
public enum RunState
{
    Running,
    Succeeded,
    Failed,
    TimedOut,
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
