using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;

namespace Cavra.Domain.RetryPlans;

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
