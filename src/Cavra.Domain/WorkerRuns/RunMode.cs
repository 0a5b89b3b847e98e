using Cavra.Domain.Abstractions;

namespace Cavra.Domain.WorkerRuns;

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
