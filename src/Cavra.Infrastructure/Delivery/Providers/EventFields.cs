using System.Globalization;
using System.Text.Json.Nodes;
using Cavra.Infrastructure.Delivery.Content;

namespace Cavra.Infrastructure.Delivery.Providers;

/// <summary>Which event it is, in flat fields of text: what readers find it, and drop duplicates, by.</summary>
internal static class EventFields
{
    public static IReadOnlyList<(string Name, JsonNode? Value)> Of(DeliveryTry attempt, EventDigest digest) =>
    [
        ("event_id", attempt.Event.Id),
        ("event_type", attempt.Event.Type),
        ("workspace", attempt.Workspace),
        ("occurred_at", JsonBody.Instant(attempt.Event.Time)),
        ("attempt", attempt.Number.ToString(CultureInfo.InvariantCulture)),
        ("episode", digest.Episode),
        ("episode_state", digest.Episode is null ? null : digest.IsResolved ? "resolved" : "firing"),
    ];
}
