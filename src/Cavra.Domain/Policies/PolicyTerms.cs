using Cavra.Domain.Abstractions;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.Policies;

/// <summary>What one approval has to satisfy: the workspace's policy, as far as a request did not tighten it.</summary>
/// <param name="RequireRetryAck">Whether the retry must be accepted first.</param>
/// <param name="ApprovalsRequired">Different people who must approve.</param>
/// <param name="ExpiresAfterMinutes">How long it may be used.</param>
public sealed record ApprovalTerms(bool RequireRetryAck, int ApprovalsRequired, int ExpiresAfterMinutes);

/// <summary>What a request asks of an approval; null where it does not say.</summary>
public sealed record ApprovalTermsAsked(bool? RequireRetryAck = null, int? ApprovalsRequired = null, int? ExpiresAfterMinutes = null);

/// <summary>Requests may tighten the workspace's policy, never loosen it.</summary>
public static class PolicyTightening
{
    private const string Approval = "/approval_policy";

    private const string Retry = "/retry_policy";

    /// <summary>The terms of an approval that a request asks for.</summary>
    public static Result<ApprovalTerms> Tightened(this WorkspacePolicy policy, ApprovalTermsAsked asked)
    {
        List<string> loosened =
        [
            .. Loosened(policy.RequireRetryAck && asked.RequireRetryAck is false, $"{Approval}/require_retry_ack"),
            .. Loosened(asked.ApprovalsRequired < policy.ApprovalsRequired, $"{Approval}/approvals_required"),
            .. Loosened(asked.ExpiresAfterMinutes > policy.ExpiresAfterMinutes, $"{Approval}/expires_after_minutes"),
        ];
        return loosened.Count > 0
            ? PolicyRefusals.LoosenedAt(loosened)
            : new ApprovalTerms(
                asked.RequireRetryAck ?? policy.RequireRetryAck,
                asked.ApprovalsRequired ?? policy.ApprovalsRequired,
                asked.ExpiresAfterMinutes ?? policy.ExpiresAfterMinutes);
    }

    /// <summary>
    /// The retry policy of a request: what it leaves out says the workspace's. Refused where it is looser, or where the members it
    /// names and those it leaves out don't go together.
    /// </summary>
    /// <param name="policy">The workspace's policy.</param>
    /// <param name="asked">What the request names; null where it names no retry policy.</param>
    public static Result<RetryPolicy> Tightened(this WorkspacePolicy policy, RetryPolicyAsked? asked)
    {
        var whole = (asked ?? new RetryPolicyAsked()).Over(policy.RetryPolicy).Checked();
        return whole.Refusal is null && policy.LooseningOf(whole.Value) is { } loosened ? loosened : whole;
    }

    /// <summary>Which members of a retry policy that a request names are looser than the workspace's; null when none is.</summary>
    /// <remarks>The built-in policy says how retries wait where nobody says so, and binds nobody.</remarks>
    public static Refusal? LooseningOf(this WorkspacePolicy policy, RetryPolicy asked)
    {
        var own = policy.RetryPolicy;
        List<string> loosened = !policy.BindsRetries ? [] :
        [
            .. Loosened(asked.MaxRetryAttempts > own.MaxRetryAttempts, $"{Retry}/max_retry_attempts"),
            .. Loosened(asked.RetryDelayMinutes < own.RetryDelayMinutes, $"{Retry}/retry_delay_minutes"),
            .. Loosened(asked.BackoffMultiplier < own.BackoffMultiplier, $"{Retry}/backoff_multiplier"),
            .. Loosened(asked.MaxRetryDelayMinutes < own.MaxRetryDelayMinutes, $"{Retry}/max_retry_delay_minutes"),
            .. Loosened(asked.AllowImmediateRetry && !own.AllowImmediateRetry, $"{Retry}/allow_immediate_retry"),
        ];
        return loosened.Count > 0 ? PolicyRefusals.LoosenedAt(loosened) : null;
    }

    private static IEnumerable<string> Loosened(bool isLoosened, string member) => isLoosened ? [member] : [];
}
