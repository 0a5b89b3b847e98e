using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Cavra.Application.Messaging;
using Cavra.Domain.Evidence;
using Cavra.Domain.Policies;
using Cavra.Domain.RetryPlans;

namespace Cavra.Application.Policies;

/// <summary>A version of the workspace's policy, as answers show it.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="Version">Number of the version; 1 is the built-in policy that every workspace starts with.</param>
/// <param name="Digest">sha256 of the RFC 8785 form of the policy, as evidence and approvals name it.</param>
/// <param name="ChangedAt">Since when it has been in force, or was; of the built-in policy, when the workspace was opened.</param>
/// <param name="ChangedBy">Who decided it, by the credential's name; null for the built-in policy.</param>
/// <param name="Notes">Why, at most 2,000 characters; null where nobody said.</param>
/// <param name="Policy">The policy itself.</param>
/// <param name="Changes">In what it differs from the version before; empty for the built-in policy.</param>
public sealed record PolicyView(
    string SchemaVersion, string Product, int Version, string Digest, DateTimeOffset ChangedAt, string? ChangedBy, string? Notes,
    PolicyDocumentView Policy, IReadOnlyList<PolicyChangeView> Changes) : IVersioned
{
    string IVersioned.ETag => ETagOf(Version);

    /// <summary>A version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="before">The one before it; null for the first.</param>
    public static PolicyView Of(PolicyVersion version, PolicyVersion? before) => new(
        WireNames.PolicySchema, WireNames.Product, version.Version, version.Digest, version.ChangedAt, version.ChangedBy?.Display,
        version.Notes, PolicyDocumentView.Of(version.Policy),
        before is null ? [] : PolicyChangeView.Between(before.Policy, version.Policy));

    internal static string ETagOf(int version) => $"\"policy-{version}\"";
}

/// <summary>What a policy says.</summary>
/// <param name="RetryPolicy">How retries wait where a request does not say; one that is not the built-in binds requests, too.</param>
/// <param name="RequireRetryAck">Whether a retry must be accepted before it may be approved.</param>
/// <param name="ApprovalsRequired">Different people who must approve a live retry.</param>
/// <param name="ExpiresAfterMinutes">Minutes for which an approval may be used.</param>
/// <param name="FourEyes">What becomes of an approval by somebody who accepted the retry, or who starts it by hand.</param>
/// <param name="FreezeWindows">Times in which nothing is sent again.</param>
/// <param name="ReviewMinutes">Minutes within which an approval that was asked for is to be decided.</param>
/// <param name="ConnectorReviewMinutes">The same for single connectors, by name.</param>
/// <param name="EvidenceKeptDays">Days for which the bytes of evidence are kept; left out: for ever.</param>
public sealed record PolicyDocumentView(
    RetryPolicyView RetryPolicy, bool RequireRetryAck, int ApprovalsRequired, int ExpiresAfterMinutes, FourEyes FourEyes,
    IReadOnlyList<FreezeWindowView> FreezeWindows, int ReviewMinutes, IReadOnlyDictionary<string, int> ConnectorReviewMinutes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? EvidenceKeptDays)
{
    public static PolicyDocumentView Of(WorkspacePolicy policy) => new(
        RetryPolicyView.Of(policy.RetryPolicy), policy.RequireRetryAck, policy.ApprovalsRequired, policy.ExpiresAfterMinutes,
        policy.FourEyes, [.. policy.FreezeWindows.Select(FreezeWindowView.Of)], policy.ReviewMinutes, policy.ConnectorReviewMinutes,
        policy.EvidenceKeptDays);
}

/// <summary>A retry policy, as answers show it.</summary>
/// <param name="MaxRetryAttempts">Failed attempts after which a destination is not retried by plan.</param>
/// <param name="RetryDelayMinutes">Minutes to wait after the first failure.</param>
/// <param name="BackoffMultiplier">Factor by which the delay grows with every further failure.</param>
/// <param name="MaxRetryDelayMinutes">The longest delay in minutes.</param>
/// <param name="AllowImmediateRetry">Whether a base delay of 0 minutes is allowed.</param>
public sealed record RetryPolicyView(
    int MaxRetryAttempts, int RetryDelayMinutes, double BackoffMultiplier, int MaxRetryDelayMinutes, bool AllowImmediateRetry)
{
    public static RetryPolicyView Of(RetryPolicy policy) => new(
        policy.MaxRetryAttempts, policy.RetryDelayMinutes, policy.BackoffMultiplier, policy.MaxRetryDelayMinutes, policy.AllowImmediateRetry);
}

/// <summary>A time in which nothing is sent again, as answers show it.</summary>
/// <param name="WindowId">Name of the window, unique within the policy.</param>
/// <param name="StartAt">First instant.</param>
/// <param name="EndAt">Last instant; it belongs to the window.</param>
/// <param name="Reason">Public-safe text why.</param>
/// <param name="Connectors">Connectors it is about; empty for all.</param>
public sealed record FreezeWindowView(
    string WindowId, DateTimeOffset StartAt, DateTimeOffset EndAt, string Reason, IReadOnlyList<string> Connectors)
{
    public static FreezeWindowView Of(FreezeWindow window) =>
        new(window.WindowId, window.StartAt, window.EndAt, window.Reason, window.Connectors);
}

/// <summary>One member in which two policies differ, as answers show it.</summary>
/// <param name="Member">The member; what lies below one is named with dots: members of the retry policy, freeze windows by their id,
/// minutes of single connectors by the connector.</param>
/// <param name="Before">What the earlier policy says there; null where it says nothing.</param>
/// <param name="After">What the later policy says there; null where it says nothing.</param>
public sealed record PolicyChangeView(string Member, JsonNode? Before, JsonNode? After)
{
    public static IReadOnlyList<PolicyChangeView> Between(WorkspacePolicy before, WorkspacePolicy after) =>
        [.. PolicyChange.Between(before, after).Select(change => new PolicyChangeView(change.Member, change.Before, change.After))];
}
