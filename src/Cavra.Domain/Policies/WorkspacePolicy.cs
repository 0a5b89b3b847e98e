using System.Text.Json.Nodes;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.Policies;

/// <summary>What a workspace demands before a live retry, and how retries wait: the document that evidence names by its digest.</summary>
public sealed record WorkspacePolicy
{
    /// <summary>The longest an approval may be used, and be awaited, in minutes: 30 days.</summary>
    public const int MaxMinutes = 43_200;

    /// <summary>People who can be asked to approve one retry, at most.</summary>
    public const int MaxApprovals = 5;

    /// <summary>Freeze windows, and connectors with a time of their own to be reviewed in, at most.</summary>
    public const int MaxEntries = 100;

    /// <summary>In force until a workspace decides otherwise.</summary>
    public static readonly WorkspacePolicy Default = new();

    /// <summary>How retries wait where a request does not say. One that is not the built-in policy binds requests, too.</summary>
    public RetryPolicy RetryPolicy { get; init; } = RetryPolicy.Default;

    /// <summary>Whether a retry must be accepted before it may be approved.</summary>
    public bool RequireRetryAck { get; init; } = true;

    /// <summary>Different people who must approve, 1 to <see cref="MaxApprovals"/>.</summary>
    public int ApprovalsRequired { get; init; } = 1;

    /// <summary>How long an approval may be used, in minutes, 1 to <see cref="MaxMinutes"/>.</summary>
    public int ExpiresAfterMinutes { get; init; } = 1_440;

    /// <summary>Whether who accepted a retry, or starts it by hand, is kept from being the one who approves it.</summary>
    public FourEyes FourEyes { get; init; } = FourEyes.Required;

    /// <summary>Times in which nothing is sent again, at most <see cref="MaxEntries"/>.</summary>
    public IReadOnlyList<FreezeWindow> FreezeWindows { get; init; } = [];

    /// <summary>Within how many minutes an approval that was asked for is to be decided, 1 to <see cref="MaxMinutes"/>.</summary>
    public int ReviewMinutes { get; init; } = 240;

    /// <summary>The same for single connectors, by name, at most <see cref="MaxEntries"/>.</summary>
    public IReadOnlyDictionary<string, int> ConnectorReviewMinutes { get; init; } = new Dictionary<string, int>();

    /// <summary>For how many days the bytes of evidence are kept; null for ever.</summary>
    public int? EvidenceKeptDays { get; init; }

    /// <summary>Whether requests may not wait less, or try more often, than the workspace's retry policy says.</summary>
    public bool BindsRetries => RetryPolicy != RetryPolicy.Default;

    /// <summary>Digest of the document in its canonical form: the same policy has the same digest wherever it is in force.</summary>
    public string Digest => ContentDigest.Of(Document);

    internal JsonObject Document
    {
        get
        {
            var document = Demands;
            if (EvidenceKeptDays is { } days)
            {
                // Policies that say nothing of it have the digest that they always had.
                document["evidence_kept_days"] = days;
            }

            return document;
        }
    }

    private JsonObject Demands => new()
    {
        ["retry_policy"] = new JsonObject
        {
            ["max_retry_attempts"] = RetryPolicy.MaxRetryAttempts,
            ["retry_delay_minutes"] = RetryPolicy.RetryDelayMinutes,
            ["backoff_multiplier"] = RetryPolicy.BackoffMultiplier,
            ["max_retry_delay_minutes"] = RetryPolicy.MaxRetryDelayMinutes,
            ["allow_immediate_retry"] = RetryPolicy.AllowImmediateRetry,
        },
        ["require_retry_ack"] = RequireRetryAck,
        ["approvals_required"] = ApprovalsRequired,
        ["expires_after_minutes"] = ExpiresAfterMinutes,
        ["four_eyes"] = WireName.Of(FourEyes),
        ["freeze_windows"] = new JsonArray([.. FreezeWindows.Select(window => window.Document)]),
        ["review_minutes"] = ReviewMinutes,
        ["connector_review_minutes"] = new JsonObject(
            ConnectorReviewMinutes.Select(it => KeyValuePair.Create(it.Key, (JsonNode?)JsonValue.Create(it.Value)))),
    };

    /// <summary>The freeze window in which nothing is sent to the connector at that moment; null when there is none.</summary>
    public FreezeWindow? Freeze(string connector, DateTimeOffset now) => FreezeWindows.FirstOrDefault(window => window.Holds(connector, now));

    /// <summary>How long an approval for the connector may be awaited.</summary>
    public TimeSpan ReviewTime(string connector) =>
        TimeSpan.FromMinutes(ConnectorReviewMinutes.GetValueOrDefault(connector, ReviewMinutes));
}

/// <summary>What becomes of an approval by somebody who accepted the retry, or who starts it by hand.</summary>
public enum FourEyes
{
    /// <summary>It does not count.</summary>
    Required,

    /// <summary>It counts, and every use of it is marked in the evidence.</summary>
    Advisory,
}

/// <summary>A time in which nothing is sent again, both bounds included.</summary>
/// <param name="WindowId">What people call it; unique in its policy.</param>
/// <param name="StartAt">First instant.</param>
/// <param name="EndAt">Last instant.</param>
/// <param name="Reason">Public-safe text.</param>
/// <param name="Connectors">The connectors it is about; empty: all.</param>
public sealed record FreezeWindow(
    string WindowId, DateTimeOffset StartAt, DateTimeOffset EndAt, string Reason, IReadOnlyList<string> Connectors)
{
    internal JsonObject Document => new()
    {
        ["window_id"] = WindowId,
        ["start_at"] = InstantText.Of(StartAt),
        ["end_at"] = InstantText.Of(EndAt),
        ["reason"] = Reason,
        ["connectors"] = new JsonArray([.. Connectors.Select(name => JsonValue.Create(name))]),
    };

    /// <summary>Whether another window keeps back everything that this one does.</summary>
    public bool IsWithin(FreezeWindow other) =>
        other.StartAt <= StartAt && EndAt <= other.EndAt
        && (other.Connectors.Count == 0 || (Connectors.Count > 0 && Connectors.All(other.Connectors.Contains)));

    /// <summary>Whether nothing may be sent to the connector at that moment.</summary>
    public bool Holds(string connector, DateTimeOffset now) =>
        StartAt <= now && now <= EndAt && (Connectors.Count == 0 || Connectors.Contains(connector));
}
