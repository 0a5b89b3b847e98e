using Cavra.Application.Policies;
using Cavra.Domain.Evidence;
using Cavra.Domain.Policies;
using Cavra.Domain.RetryPlans;

namespace Cavra.Api.Policies;

/// <summary>A policy, as requests give it: every member, for one that is left out must not loosen anything unseen.</summary>
/// <param name="RetryPolicy">How retries wait where a request does not say; one that is not the built-in binds requests, too.</param>
/// <param name="RequireRetryAck">Whether a retry must be accepted before it may be approved.</param>
/// <param name="ApprovalsRequired">Different people who must approve a live retry, 1 to 5.</param>
/// <param name="ExpiresAfterMinutes">Minutes for which an approval may be used, 1 to 43,200.</param>
/// <param name="FourEyes">What becomes of an approval by somebody who accepted the retry, or who starts it by hand.</param>
/// <param name="FreezeWindows">Times in which nothing is sent again, at most 100.</param>
/// <param name="ReviewMinutes">Minutes within which an approval that was asked for is to be decided, 1 to 43,200.</param>
/// <param name="ConnectorReviewMinutes">The same for single connectors, by name, at most 100.</param>
/// <param name="EvidenceKeptDays">Days for which the bytes of evidence are kept, 30 to 36,500; null or left out: for ever.</param>
/// <param name="Notes">Free text why, at most 2,000 characters.</param>
internal sealed record PolicyBody(
    PolicyBody.RetryBody RetryPolicy,
    bool RequireRetryAck,
    int ApprovalsRequired,
    int ExpiresAfterMinutes,
    FourEyes FourEyes,
    IReadOnlyList<PolicyBody.FreezeWindowBody> FreezeWindows,
    int ReviewMinutes,
    IReadOnlyDictionary<string, int> ConnectorReviewMinutes,
    int? EvidenceKeptDays = null,
    string? Notes = null)
{
    /// <summary>The change that puts it in force.</summary>
    public ChangePolicy ToCommand(string? ifMatch) => new()
    {
        RetryPolicy = RetryPolicy.ToPolicy(),
        RequireRetryAck = RequireRetryAck,
        ApprovalsRequired = ApprovalsRequired,
        ExpiresAfterMinutes = ExpiresAfterMinutes,
        FourEyes = FourEyes,
        FreezeWindows = [.. FreezeWindows.Select(window => window.ToDraft())],
        ReviewMinutes = ReviewMinutes,
        ConnectorReviewMinutes = ConnectorReviewMinutes,
        EvidenceKeptDays = EvidenceKeptDays,
        Notes = FreeText.Optional(Notes),
        IfMatch = ifMatch,
    };

    /// <summary>The retry policy of a policy, as requests give it.</summary>
    /// <param name="MaxRetryAttempts">Failed attempts after which a destination is not retried by plan, 1 to 20.</param>
    /// <param name="RetryDelayMinutes">Minutes to wait after the first failure, 0 to 1,440; 0 needs allow_immediate_retry.</param>
    /// <param name="BackoffMultiplier">Factor by which the delay grows with every further failure, 1 to 10.</param>
    /// <param name="MaxRetryDelayMinutes">The longest delay in minutes, from retry_delay_minutes to 10,080.</param>
    /// <param name="AllowImmediateRetry">Whether a base delay of 0 minutes is allowed.</param>
    internal sealed record RetryBody(
        int MaxRetryAttempts, int RetryDelayMinutes, double BackoffMultiplier, int MaxRetryDelayMinutes, bool AllowImmediateRetry)
    {
        public RetryPolicy ToPolicy() => new(MaxRetryAttempts, RetryDelayMinutes, BackoffMultiplier, MaxRetryDelayMinutes, AllowImmediateRetry);
    }

    /// <summary>A time in which nothing is sent again, as requests give it.</summary>
    /// <param name="WindowId">Name of the window, unique within the policy.</param>
    /// <param name="StartAt">First instant.</param>
    /// <param name="EndAt">Last instant; it belongs to the window.</param>
    /// <param name="Reason">Free text why, at most 2,000 characters.</param>
    /// <param name="Connectors">Connectors it is about, at most 100; empty for all.</param>
    internal sealed record FreezeWindowBody(
        string WindowId, DateTimeOffset StartAt, DateTimeOffset EndAt, string Reason, IReadOnlyList<string> Connectors)
    {
        public FreezeWindowDraft ToDraft() => new(
            new Name(WindowId), StartAt, EndAt, FreeText.Raw(Reason), [.. Connectors.Select(name => new Name(name))]);
    }
}
