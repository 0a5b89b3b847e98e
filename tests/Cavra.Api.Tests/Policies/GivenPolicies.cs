using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Api.Tests.Policies;

/// <summary>Policies that tests put in force.</summary>
internal static class GivenPolicies
{
    public const string Policy = "/policy";

    /// <summary>The built-in policy, but for what is named.</summary>
    public static JsonObject APolicy(
        int attempts = 3, int delay = 15, int approvals = 1, string fourEyes = "required", int review = 240, params JsonNode[] windows) => new()
        {
            ["retry_policy"] = new JsonObject
            {
                ["max_retry_attempts"] = attempts,
                ["retry_delay_minutes"] = delay,
                ["backoff_multiplier"] = 2,
                ["max_retry_delay_minutes"] = 1440,
                ["allow_immediate_retry"] = false,
            },
            ["require_retry_ack"] = true,
            ["approvals_required"] = approvals,
            ["expires_after_minutes"] = 1440,
            ["four_eyes"] = fourEyes,
            ["freeze_windows"] = new JsonArray(windows),
            ["review_minutes"] = review,
            ["connector_review_minutes"] = new JsonObject(),
        };

    public static JsonObject AWindow(
        string id = "release", string from = "2026-11-02T09:00:00Z", string to = "2026-11-02T10:00:00Z", string reason = "Release.",
        params string[] connectors) => new()
        {
            ["window_id"] = id,
            ["start_at"] = from,
            ["end_at"] = to,
            ["reason"] = reason,
            ["connectors"] = new JsonArray([.. connectors.Select(name => JsonValue.Create(name))]),
        };

    /// <summary>The version in force.</summary>
    public static async Task<string> PolicyVersionAsync(this CavraApp app) =>
        (await app.Admin.GetJsonAsync(Policy)).Response.Headers.ETag!.ToString();

    /// <summary>Puts a policy in force.</summary>
    public static async Task<Answer> PutPolicyAsync(this CavraApp app, object policy) =>
        await app.Admin.PutJsonAsync(Policy, policy is JsonObject document ? document.ToJsonString() : policy, ifMatch: await app.PolicyVersionAsync());

    /// <summary>Asks what putting a policy in force would change.</summary>
    public static async Task<Answer> PreviewPolicyAsync(this CavraApp app, JsonObject policy) =>
        await app.Admin.PutJsonAsync($"{Policy}?preview=true", policy.ToJsonString(), ifMatch: await app.PolicyVersionAsync());
}
