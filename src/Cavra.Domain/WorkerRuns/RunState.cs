using Cavra.Domain.Abstractions;

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

/// <summary>Whether a worker run sends anything.</summary>
public enum RunMode
{
    DryRun,
    Live,
}

/// <summary>Reads the mode out of a request: dry unless asked.</summary>
public static class RunModes
{
    /// <summary>
    /// Live only with <paramref name="execute"/> true or <paramref name="dryRun"/> false. Null means that the request did
    /// not say; the two contradicting each other is refused.
    /// </summary>
    public static Result<RunMode> Asked(bool? dryRun, bool? execute)
    {
        if (dryRun is { } dry && execute is { } live && dry == live)
        {
            return WorkerRunRefusals.ModeContradicts;
        }

        return execute is true || dryRun is false ? RunMode.Live : RunMode.DryRun;
    }
}
