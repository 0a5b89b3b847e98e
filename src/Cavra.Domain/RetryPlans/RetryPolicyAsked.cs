namespace Cavra.Domain.RetryPlans;

/// <summary>What a request says of a retry policy; null where it does not say.</summary>
public sealed record RetryPolicyAsked(
    int? MaxRetryAttempts = null, int? RetryDelayMinutes = null, double? BackoffMultiplier = null, int? MaxRetryDelayMinutes = null,
    bool? AllowImmediateRetry = null)
{
    /// <summary>The whole policy, with what is left out taken from another.</summary>
    public RetryPolicy Over(RetryPolicy own) => new(
        MaxRetryAttempts ?? own.MaxRetryAttempts,
        RetryDelayMinutes ?? own.RetryDelayMinutes,
        BackoffMultiplier ?? own.BackoffMultiplier,
        MaxRetryDelayMinutes ?? own.MaxRetryDelayMinutes,
        AllowImmediateRetry ?? own.AllowImmediateRetry);
}
