using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cavra.Infrastructure.Delivery.Content;

namespace Cavra.Infrastructure.Delivery.Providers.Datadog;

/// <summary>What worker health is to Datadog's events: one alert from its first event to its end.</summary>
internal static class DatadogEvent
{
    // Datadog counts characters.
    private const int MaxTitle = 500;
    private const int MaxMessage = 4000;
    private const int MaxAggregationKey = 100;

    public static JsonObject Of(
        DeliveryTry attempt, DatadogSettings settings, EventDigest digest, string episode, DateTimeOffset now)
    {
        var (status, priority) = Level(digest);
        return JsonBody.Members(("data", JsonBody.Members(
            ("type", "event"),
            ("attributes", JsonBody.Members(
                ("title", VendorText.Characters(VendorText.OneLine(digest.Title), MaxTitle)),
                ("message", VendorText.Characters(Message(digest), MaxMessage)),
                ("category", "alert"),
                ("aggregation_key", Key(episode)),
                ("integration_id", "custom-events"),
                ("timestamp", JsonBody.Instant(now)),
                // An empty list is refused.
                ("tags", settings.Tags.Count == 0 ? null : new JsonArray([.. settings.Tags.Select(tag => (JsonNode)tag)])),
                ("attributes", JsonBody.Members(
                    ("status", status),
                    ("priority", priority),
                    ("custom", JsonBody.Members(
                        ("event_id", attempt.Event.Id),
                        ("event_type", attempt.Event.Type),
                        ("workspace", attempt.Workspace),
                        ("subject", attempt.Event.Subject),
                        ("occurred_at", JsonBody.Instant(attempt.Event.Time)),
                        ("attempt", attempt.Number),
                        ("episode", episode),
                        ("service", settings.Service))))))))));
    }

    private static string Message(EventDigest digest) =>
        string.Join('\n', digest.Lines.Concat(digest.Facts.Select(fact => $"{fact.Key}: {fact.Value}")));

    private static (string Status, string Priority) Level(EventDigest digest) => digest switch
    {
        { IsResolved: true } => ("ok", "5"),
        { Severity: EventSeverity.Critical } => ("error", "1"),
        _ => ("warn", "3"),
    };

    // Two long keys must not become one by cutting.
    private static string Key(string episode) => episode.EnumerateRunes().Count() <= MaxAggregationKey
        ? episode
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(episode)));
}
