using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.WorkerRuns;

/// <summary>Whether the approval that a decision has may be used at this moment.</summary>
public enum ApprovalValidity
{
    Valid,

    /// <summary>Not everybody that is needed has approved yet.</summary>
    Awaited,

    /// <summary>What it was bound to has changed since.</summary>
    Stale,
    Expired,
    Used,
    Denied,
    Withdrawn,

    /// <summary>One who approved has accepted the retry, too.</summary>
    OwnAcceptance,

    /// <summary>One who approved starts the run by hand.</summary>
    OwnRun,
}

/// <summary>One decision of a retry plan with the facts that a run needs to carry it out.</summary>
public sealed record RetryCandidate
{
    public required DestinationId DestinationId { get; init; }

    public required AuditDeliveryId DeliveryId { get; init; }

    public required AuditPackageId AuditId { get; init; }

    public required string Provider { get; init; }

    public required string Connector { get; init; }

    public required RetryAction Action { get; init; }

    /// <summary>Why the plan decided so.</summary>
    public required RetryReason ReasonCode { get; init; }

    /// <summary>Failed attempts so far.</summary>
    public required int RetryCount { get; init; }

    /// <summary>The failure that ordering goes by, oldest first.</summary>
    public required DateTimeOffset FailedAt { get; init; }

    /// <summary>What keeps its connector from being sent through; null when nothing does.</summary>
    public HoldReason? Obstacle { get; init; }

    /// <summary>The freeze window in which nothing is sent to its connector; null when there is none.</summary>
    public string? FreezeWindow { get; init; }

    /// <summary>False when the audit package is no longer there.</summary>
    public bool HasPackage { get; init; } = true;

    /// <summary>Null while nobody has approved it.</summary>
    public ApprovalValidity? Approval { get; init; }

    /// <summary>A decision of a plan that was just made, with the facts of the same moment.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="openSince">Since when its destination has been open.</param>
    /// <param name="condition">Whether its connector can be sent through.</param>
    public static RetryCandidate Of(
        RetryDecision decision, DateTimeOffset openSince, ConnectorCondition condition) => new()
        {
            DestinationId = decision.DestinationId,
            DeliveryId = decision.DeliveryId,
            AuditId = decision.AuditId,
            Provider = decision.Provider,
            Connector = decision.Connector,
            Action = decision.Action,
            ReasonCode = decision.Reason,
            RetryCount = decision.RetryCount,
            FailedAt = openSince,
            Obstacle = condition.Obstacle,
        };
}
