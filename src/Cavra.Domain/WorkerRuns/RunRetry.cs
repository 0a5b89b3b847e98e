using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.WorkerRuns;

/// <summary>Names one execution record: the proof of one live retry.</summary>
public readonly record struct ExecutionId(Guid Value) : IId<ExecutionId>
{
    public static string Prefix => "gordackretryexec";

    public static ExecutionId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}

/// <summary>How far one live retry has come.</summary>
public enum RetryProgress
{
    /// <summary>Its approval is spent and its attempt has begun.</summary>
    Sending,

    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>It was tried and failed.</summary>
    Failed,

    /// <summary>Its worker died between sending and recording: whether the receiver has it is unknown.</summary>
    Interrupted,

    /// <summary>It was not sent, and why is said.</summary>
    Skipped,
}

/// <summary>How a live retry ended, as records show it.</summary>
public enum ExecutionStatus
{
    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>It was tried and failed, or nobody knows what came of it.</summary>
    Failed,

    /// <summary>It was not sent.</summary>
    Skipped,
}

/// <summary>One live retry of a run: what permitted it, what was sent and what came of it. Its end is the execution record.</summary>
public sealed partial class RunRetry
{
    private RunRetry()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required WorkerRunId RunId { get; init; }

    /// <summary>With workspace and run, unique.</summary>
    public required DestinationId DestinationId { get; init; }

    /// <summary>With the workspace, the key.</summary>
    public required ExecutionId Id { get; init; }

    public required RetryPlanId RetryPlanId { get; init; }

    public required AuditDeliveryId DeliveryId { get; init; }

    public required AuditPackageId AuditId { get; init; }

    public required string Connector { get; init; }

    public required string Provider { get; init; }

    /// <summary>Who started the run: a person, or the worker.</summary>
    public required Actor ExecutedBy { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    public RetryProgress State { get; private set; }

    /// <summary>Why nothing was sent; null when something was.</summary>
    public RetrySkip? Skipped { get; private init; }

    /// <summary>The same as one public-safe sentence.</summary>
    public string? Reason { get; private init; }

    /// <summary>The approval that was spent; null when nothing was sent.</summary>
    public ApprovalId? ApprovalId { get; private init; }

    public ApprovalPlanId? ApprovalPlanId { get; private init; }

    /// <summary>The decision that completed the approval.</summary>
    public ApprovalDecisionId? ApprovalDecisionId { get; private init; }

    /// <summary>Everybody who approved, as documents show them.</summary>
    public IReadOnlyList<string> ApprovedBy { get; private init; } = [];

    /// <summary>Whether one of them had accepted the retry or started the run: an advisory four-eyes rule let it pass.</summary>
    public bool FourEyesBroken { get; private init; }

    /// <summary>The attempt that was begun; null when none was.</summary>
    public AttemptId? AttemptId { get; private init; }

    public int? AttemptNumber { get; private init; }

    /// <summary>When it ended; null while it is being sent.</summary>
    public DateTimeOffset? ExecutedAt { get; private set; }

    /// <summary>Wire ids of the entries that prove what permitted it and what came of it.</summary>
    public IReadOnlyList<string> PublicEvidenceRefs { get; private set; } = [];

    /// <summary>Digest of the record without this member; null while there is no record.</summary>
    public string? ExecutionHash { get; private set; }

    public bool IsDelivered => State is RetryProgress.Delivered;

    /// <summary>What the record says; null while there is none.</summary>
    public ExecutionStatus? Status => State switch
    {
        RetryProgress.Sending => null,
        RetryProgress.Delivered => ExecutionStatus.Delivered,
        RetryProgress.Skipped => ExecutionStatus.Skipped,
        _ => ExecutionStatus.Failed,
    };
}
