using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.Policies;

/// <summary>Tells in which respects a policy demands less than the one before it, for whoever is about to put it in force.</summary>
public static class PolicyLoosening
{
    /// <summary>One sentence for each respect; empty where nothing is looser.</summary>
    /// <param name="policy">The policy to come.</param>
    /// <param name="before">The policy so far.</param>
    /// <param name="now">The moment: a freeze window that is over binds nobody any more.</param>
    public static IReadOnlyList<string> LooserThan(this WorkspacePolicy policy, WorkspacePolicy before, DateTimeOffset now) =>
    [
        .. Retries(policy.RetryPolicy, before.RetryPolicy),
        .. When(before.BindsRetries && !policy.BindsRetries, "Requests may name any retry policy: the built-in one binds nobody."),
        .. When(before.RequireRetryAck && !policy.RequireRetryAck, "require_retry_ack is looser: a retry may be approved that nobody has accepted."),
        .. When(policy.ApprovalsRequired < before.ApprovalsRequired, "approvals_required is looser: fewer people must approve."),
        .. When(policy.ExpiresAfterMinutes > before.ExpiresAfterMinutes, "expires_after_minutes is looser: an approval may be used for longer."),
        .. When(
            policy.FourEyes is FourEyes.Advisory && before.FourEyes is FourEyes.Required,
            "four_eyes is looser: who accepted a retry, or starts it, may be the one who approves it."),
        .. When(
            before.FreezeWindows.Any(window => now <= window.EndAt && !policy.FreezeWindows.Any(window.IsWithin)),
            "freeze_windows are looser: there are times in which something is sent that was kept back."),
        .. When(
            policy.ReviewMinutes > before.ReviewMinutes
            || before.ConnectorReviewMinutes.Keys.Union(policy.ConnectorReviewMinutes.Keys)
                .Any(connector => policy.ReviewTime(connector) > before.ReviewTime(connector)),
            "The time to decide in is looser: an approval may be awaited for longer before it counts as late."),
        .. When(
            policy.EvidenceKeptDays < (before.EvidenceKeptDays ?? int.MaxValue),
            "evidence_kept_days is looser: the bytes of evidence are taken away, or sooner, for good."),
    ];

    private static IEnumerable<string> Retries(RetryPolicy policy, RetryPolicy before) =>
    [
        .. When(policy.MaxRetryAttempts > before.MaxRetryAttempts, "max_retry_attempts is looser: a destination may fail more often."),
        .. When(policy.RetryDelayMinutes < before.RetryDelayMinutes, "retry_delay_minutes is looser: the first retry comes sooner."),
        .. When(policy.BackoffMultiplier < before.BackoffMultiplier, "backoff_multiplier is looser: the delay grows less."),
        .. When(policy.MaxRetryDelayMinutes < before.MaxRetryDelayMinutes, "max_retry_delay_minutes is looser: the longest delay is shorter."),
        .. When(policy.AllowImmediateRetry && !before.AllowImmediateRetry, "allow_immediate_retry is looser: a retry may come without delay."),
    ];

    private static IEnumerable<string> When(bool isLooser, string sentence) => isLooser ? [sentence] : [];
}
