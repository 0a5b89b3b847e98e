using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;

namespace Cavra.Domain.RetryPlans;

/// <summary>What a plan decided about one destination, as it was at that moment; one row, never changed.</summary>
public sealed class RetryDecision
{
    private RetryDecision()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required RetryPlanId RetryPlanId { get; init; }

    /// <summary>With workspace and plan, the key.</summary>
    public required DestinationId DestinationId { get; init; }

    /// <summary>Place in the plan, from 0: oldest failure first.</summary>
    public required int Position { get; init; }

    public required AuditDeliveryId DeliveryId { get; init; }

    public required AuditPackageId AuditId { get; init; }

    public required string Provider { get; init; }

    public required string Connector { get; init; }

    public required RetryAction Action { get; init; }

    public required RetryReason Reason { get; init; }

    /// <summary>Failed attempts so far.</summary>
    public required int RetryCount { get; init; }

    public required int MaxRetryAttempts { get; init; }

    /// <summary>The back-off without jitter, in whole minutes rounded up.</summary>
    public required int RetryDelayMinutes { get; init; }

    /// <summary>What the last attempt sent; null when no attempt was made yet.</summary>
    public DeliveryEventId? LatestDeliveryId { get; init; }

    /// <summary>Null when no attempt was made yet.</summary>
    public DateTimeOffset? LatestDeliveryAt { get; init; }

    /// <summary>When time alone would allow a retry; null when it never would.</summary>
    public DateTimeOffset? NextRetryAt { get; init; }

    public required IReadOnlyList<int> FailedStatusCodes { get; init; }

    /// <summary>Null for a destination that was only ever held.</summary>
    public FailureClass? FailureClass { get; init; }

    internal static RetryDecision Of(
        RetryPlanId plan,
        WorkspaceId workspace,
        int position,
        DestinationSummary standing,
        RetryVerdict verdict,
        RetryPolicy policy) => new()
        {
            WorkspaceId = workspace,
            RetryPlanId = plan,
            DestinationId = standing.Id,
            Position = position,
            DeliveryId = standing.DeliveryId ?? throw NotPlannable(),
            AuditId = standing.AuditId ?? throw NotPlannable(),
            Provider = standing.Provider,
            Connector = standing.Connector,
            Action = verdict.Action,
            Reason = verdict.Reason,
            RetryCount = standing.FailedAttempts,
            MaxRetryAttempts = policy.MaxRetryAttempts,
            RetryDelayMinutes = verdict.DelayMinutes,
            LatestDeliveryId = standing.LastAttemptAt is null ? null : standing.EventId,
            LatestDeliveryAt = standing.LastAttemptAt,
            NextRetryAt = verdict.NextRetryAt,
            FailedStatusCodes = standing.FailedStatusCodes,
            FailureClass = standing.LastFailureClass,
        };

    private static ArgumentException NotPlannable() => new("Only destinations of audit deliveries are planned.");
}

/// <summary>Which decisions somebody means.</summary>
public static class RetryDecisionNames
{
    /// <summary>Those of the connector of that name; where it has none, those of every connector of that vendor; else none.</summary>
    public static IReadOnlyList<RetryDecision> NamedBy(this IEnumerable<RetryDecision> decisions, string name)
    {
        var all = decisions.ToList();
        var own = all.FindAll(decision => decision.Connector == name);
        return own.Count > 0 ? own : all.FindAll(decision => decision.Provider == name);
    }
}

/// <summary>What the rules say about one destination at one moment; plans, worker runs and health all ask here.</summary>
/// <param name="Reason">The first rule that applies.</param>
/// <param name="DelayMinutes">The back-off after the last failure without jitter, in whole minutes rounded up.</param>
/// <param name="NextRetryAt">When time alone would allow a retry; null when it never would.</param>
public sealed record RetryVerdict(RetryReason Reason, int DelayMinutes, DateTimeOffset? NextRetryAt)
{
    public RetryAction Action => Reason.Action();

    /// <summary>Decides about an open destination.</summary>
    public static RetryVerdict On(
        DestinationSummary standing, ConnectorCondition condition, RetryPolicy policy, DateTimeOffset now)
    {
        if (!standing.IsOpen)
        {
            throw new ArgumentException("Only an open destination is decided about.", nameof(standing));
        }

        var backedOffUntil = policy.EarliestRetry(
            standing.Id, standing.FailedAttempts, standing.LastFailedAt ?? standing.OpenSince, standing.RetryAfterUntil);
        var nextRetryAt = standing.DeferredUntil > backedOffUntil ? standing.DeferredUntil.Value : backedOffUntil;
        var reason = Exhausted(standing, policy)
            ?? Obstacle(standing, condition)
            ?? (now < standing.DeferredUntil ? RetryReason.Deferred
                : now < backedOffUntil ? RetryReason.BackingOff
                : RetryReason.Eligible);

        return new RetryVerdict(
            reason,
            (int)Math.Ceiling(policy.Delay(standing.FailedAttempts).TotalMinutes),
            reason is RetryReason.AttemptsExhausted ? null : nextRetryAt);
    }

    private static RetryReason? Exhausted(DestinationSummary standing, RetryPolicy policy) =>
        standing.FailedAttempts >= policy.MaxRetryAttempts ? RetryReason.AttemptsExhausted : null;

    private static RetryReason? Obstacle(DestinationSummary standing, ConnectorCondition condition) => condition.Obstacle switch
    {
        HoldReason.ConnectorMissing or HoldReason.ConnectorGone => RetryReason.ConnectorMissing,
        HoldReason.ConnectorPaused => RetryReason.ConnectorPaused,
        HoldReason.CircuitOpen => RetryReason.CircuitOpen,
        _ => standing.LastFailureClass is FailureClass.Misconfigured or FailureClass.GuardRefused
            && standing.ConnectorFingerprint == condition.Fingerprint
                ? RetryReason.ConfigurationUnchanged
                : null,
    };
}
