using System.Text.Json.Nodes;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.Access;

/// <summary>What a workspace demands before a live retry, and how retries wait: the document that evidence names by its digest.</summary>
/// <param name="RequireRetryAck">Whether a retry must be accepted before it may be approved.</param>
/// <param name="ApprovalsRequired">Different people who must approve, 1 to 5.</param>
/// <param name="ExpiresAfterMinutes">How long an approval may be used.</param>
/// <param name="FourEyes">Whether who accepted a retry or starts it is kept from approving it; else that is only marked.</param>
/// <param name="Retry">How retries wait where a request does not say.</param>
public sealed record WorkspacePolicy(
    bool RequireRetryAck, int ApprovalsRequired, int ExpiresAfterMinutes, bool FourEyes, RetryPolicy Retry)
{
    /// <summary>In force until a workspace decides otherwise.</summary>
    public static readonly WorkspacePolicy Default = new(
        RequireRetryAck: true, ApprovalsRequired: 1, ExpiresAfterMinutes: 1_440, FourEyes: true, RetryPolicy.Default);

    /// <summary>Digest of the document in its canonical form: the same policy has the same digest wherever it is in force.</summary>
    public string Digest => ContentDigest.Of(new JsonObject
    {
        ["schema_version"] = WireNames.PolicySchema,
        ["require_retry_ack"] = RequireRetryAck,
        ["approvals_required"] = ApprovalsRequired,
        ["expires_after_minutes"] = ExpiresAfterMinutes,
        ["four_eyes"] = FourEyes ? "required" : "advisory",
        ["retry_policy"] = new JsonObject
        {
            ["max_retry_attempts"] = Retry.MaxRetryAttempts,
            ["retry_delay_minutes"] = Retry.RetryDelayMinutes,
            ["backoff_multiplier"] = Retry.BackoffMultiplier,
            ["max_retry_delay_minutes"] = Retry.MaxRetryDelayMinutes,
            ["allow_immediate_retry"] = Retry.AllowImmediateRetry,
        },
    });
}
