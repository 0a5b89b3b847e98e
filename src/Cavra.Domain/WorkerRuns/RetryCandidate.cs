namespace Cavra.Domain.WorkerRuns;

/// <summary>What the retry plan says about one open destination.</summary>
public enum PlannedAction
{
    Retry,
    Wait,
    Suppress,
}

/// <summary>Whether a connector can be sent through at this moment.</summary>
public enum ConnectorReadiness
{
    Ready,
    NotConfigured,
    Paused,
    CircuitOpen,
}

/// <summary>Whether the approval that a decision has may be used at this moment.</summary>
public enum ApprovalValidity
{
    Valid,

    /// <summary>What it was bound to has changed since.</summary>
    Stale,
    Expired,
    Used,
    Withdrawn,
}

/// <summary>One decision of a retry plan with the facts that a run needs to carry it out.</summary>
public sealed record RetryCandidate
{
    public required string DestinationId { get; init; }

    public required string DeliveryId { get; init; }

    public required string AuditId { get; init; }

    public required string Provider { get; init; }

    public required string Connector { get; init; }

    public required PlannedAction Action { get; init; }

    /// <summary>The plan's reason code, e.g. <c>eligible</c>.</summary>
    public required string ReasonCode { get; init; }

    /// <summary>Failed attempts so far.</summary>
    public required int RetryCount { get; init; }

    /// <summary>The failure that ordering goes by, oldest first.</summary>
    public required DateTimeOffset FailedAt { get; init; }

    public ConnectorReadiness Readiness { get; init; }

    /// <summary>False when the audit package is no longer there.</summary>
    public bool HasPackage { get; init; } = true;

    /// <summary>Null while nobody has approved it.</summary>
    public ApprovalValidity? Approval { get; init; }
}
