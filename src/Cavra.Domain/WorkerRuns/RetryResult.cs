using System.Diagnostics;

namespace Cavra.Domain.WorkerRuns;

/// <summary>Why a run did not send a retry.</summary>
public enum RetrySkip
{
    /// <summary>The run was dry.</summary>
    DryRun,

    /// <summary>Its package is not there.</summary>
    AuditPackageNotFound,

    /// <summary>Its connector is not configured, or can't be used.</summary>
    ConnectorNotConfigured,

    /// <summary>A person paused its connector.</summary>
    ConnectorPaused,

    /// <summary>Its connector failed too often in a row to be tried now.</summary>
    CircuitOpen,

    /// <summary>It lacks a valid approval.</summary>
    ApprovalRequired,

    /// <summary>A freeze window of the workspace's policy is open.</summary>
    FreezeWindow,

    /// <summary>It was delivered, closed, deferred or taken up by another run since it was planned.</summary>
    ChangedMeanwhile,
}

/// <summary>What came of one retry that a dry run took on.</summary>
public sealed record RetryResult
{
    public required RetryCandidate Decision { get; init; }

    public required LiveVerdict LiveVerdict { get; init; }

    /// <summary>Why nothing was sent.</summary>
    public RetrySkip? Skipped { get; init; }

    /// <summary>The result of a retry in a dry run.</summary>
    public static RetryResult Dry(JudgedRetry retry) =>
        new() { Decision = retry.Candidate, LiveVerdict = retry.LiveVerdict, Skipped = RetrySkip.DryRun };
}

/// <summary>What a verdict that keeps a retry from being sent is called in results and records.</summary>
public static class RetrySkips
{
    public static RetrySkip Of(VerdictCode code) => code switch
    {
        VerdictCode.ApprovalRequired => RetrySkip.ApprovalRequired,
        VerdictCode.AuditPackageNotFound => RetrySkip.AuditPackageNotFound,
        VerdictCode.ConnectorNotConfigured => RetrySkip.ConnectorNotConfigured,
        VerdictCode.ConnectorPaused => RetrySkip.ConnectorPaused,
        VerdictCode.CircuitOpen => RetrySkip.CircuitOpen,
        VerdictCode.FreezeWindow => RetrySkip.FreezeWindow,
        VerdictCode.Waiting or VerdictCode.Suppressed => RetrySkip.ChangedMeanwhile,
        _ => throw new UnreachableException("What is sent is not skipped, and what is over the limit is not taken on."),
    };
}
