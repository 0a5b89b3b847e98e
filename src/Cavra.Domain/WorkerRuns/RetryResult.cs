using System.Diagnostics;

namespace Cavra.Domain.WorkerRuns;

/// <summary>Why a run did not send a selected delivery.</summary>
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
}

/// <summary>What came of one selected retry.</summary>
public sealed record RetryResult
{
    public required RetryCandidate Decision { get; init; }

    public required LiveVerdict LiveVerdict { get; init; }

    /// <summary>Why nothing was sent; null when it was.</summary>
    public RetrySkip? Skipped { get; init; }

    /// <summary>Whether the receiver took it; null when nothing was sent.</summary>
    public bool? Delivered { get; init; }

    /// <summary>The result of a retry that a dry run or the verdict keeps from being sent; null when it is to be sent.</summary>
    public static RetryResult? WithoutSending(JudgedRetry retry, RunMode mode)
    {
        var skipped = mode is RunMode.DryRun ? RetrySkip.DryRun : SkipOf(retry.LiveVerdict.Code);
        return skipped is null
            ? null
            : new RetryResult { Decision = retry.Candidate, LiveVerdict = retry.LiveVerdict, Skipped = skipped };
    }

    /// <summary>The result of a retry that was sent.</summary>
    public static RetryResult Sent(JudgedRetry retry, bool delivered) =>
        new() { Decision = retry.Candidate, LiveVerdict = retry.LiveVerdict, Delivered = delivered };

    private static RetrySkip? SkipOf(VerdictCode code) => code switch
    {
        VerdictCode.WouldRetry => null,
        VerdictCode.ApprovalRequired => RetrySkip.ApprovalRequired,
        VerdictCode.AuditPackageNotFound => RetrySkip.AuditPackageNotFound,
        VerdictCode.ConnectorNotConfigured => RetrySkip.ConnectorNotConfigured,
        VerdictCode.ConnectorPaused => RetrySkip.ConnectorPaused,
        VerdictCode.CircuitOpen => RetrySkip.CircuitOpen,
        _ => throw new UnreachableException("Only selected retries have a result."),
    };
}
