using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.WorkerRuns;

/// <summary>What the retry plan says about one open destination.</summary>
public enum PlannedAction
{
    Retry,
    Wait,
    Suppress,
}

/// <summary>A plan's actions as runs and health know them.</summary>
public static class PlannedActions
{
    public static PlannedAction Planned(this RetryAction action) => action switch
    {
        RetryAction.Retry => PlannedAction.Retry,
        RetryAction.Wait => PlannedAction.Wait,
        _ => PlannedAction.Suppress,
    };
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

    /// <summary>A decision of a plan that was just made, with the facts of the same moment.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="openSince">Since when its destination has been open.</param>
    /// <param name="condition">Whether its connector can be sent through.</param>
    /// <param name="hasPackage">Whether its audit package is there.</param>
    public static RetryCandidate Of(
        RetryDecision decision, DateTimeOffset openSince, ConnectorCondition condition, bool hasPackage) => new()
        {
            DestinationId = decision.DestinationId.ToString(),
            DeliveryId = decision.DeliveryId.ToString(),
            AuditId = decision.AuditId.ToString(),
            Provider = decision.Provider,
            Connector = decision.Connector,
            Action = decision.Action.Planned(),
            ReasonCode = WireName.Of(decision.Reason),
            RetryCount = decision.RetryCount,
            FailedAt = openSince,
            Readiness = ReadinessOf(condition),
            HasPackage = hasPackage,
        };

    private static ConnectorReadiness ReadinessOf(ConnectorCondition condition) => condition.Obstacle switch
    {
        null => ConnectorReadiness.Ready,
        HoldReason.ConnectorPaused => ConnectorReadiness.Paused,
        HoldReason.CircuitOpen => ConnectorReadiness.CircuitOpen,
        _ => ConnectorReadiness.NotConfigured,
    };
}
