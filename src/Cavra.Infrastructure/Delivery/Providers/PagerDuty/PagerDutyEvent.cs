using System.Text.Json.Nodes;
using Cavra.Infrastructure.Delivery.Content;

namespace Cavra.Infrastructure.Delivery.Providers.PagerDuty;

/// <summary>What an event is to PagerDuty: the beginning of an alert, its repetition, or its end.</summary>
internal static class PagerDutyEvent
{
    // PagerDuty's own limit on a summary; the others keep the whole far below its 512 KB, whatever the event holds.
    private const int MaxSummary = 1_024;
    private const int MaxText = 1_000;
    private const int MaxFindings = 50;

    public static JsonObject Of(DeliveryTry attempt, EventDigest digest, string key, PagerDutySettings settings, DateTimeOffset now) =>
        JsonBody.Members(
            ("routing_key", settings.RoutingKey.Reveal()),
            ("event_action", digest.IsResolved ? "resolve" : "trigger"),
            ("dedup_key", key),
            ("client", digest.IsResolved ? null : "Cavra"),
            ("payload", digest.IsResolved ? null : Payload(attempt, digest, settings, now)));

    private static JsonObject Payload(DeliveryTry attempt, EventDigest digest, PagerDutySettings settings, DateTimeOffset now) =>
        JsonBody.Members(
            ("summary", VendorText.Characters(VendorText.OneLine(digest.Title), MaxSummary)),
            ("source", VendorText.Characters(settings.Source, MaxText)),
            ("severity", Severity(digest.Severity)),
            ("timestamp", JsonBody.Instant(now)),
            ("group", attempt.Workspace),
            ("class", attempt.Event.Type),
            ("custom_details", Details(attempt, digest)));

    private static JsonObject Details(DeliveryTry attempt, EventDigest digest)
    {
        var findings = digest.Lines.Take(MaxFindings).Select(line => (JsonNode?)VendorText.Characters(line, MaxText)).ToArray();
        var facts = digest.Facts.Select(fact => (fact.Key, (JsonNode?)VendorText.Characters(fact.Value, MaxText)));
        return JsonBody.Members(
        [
            .. EventFields.Of(attempt, digest),
            ("findings", findings.Length > 0 ? new JsonArray(findings) : null),
            ("facts", JsonBody.Members([.. facts])),
        ]);
    }

    private static string Severity(EventSeverity severity) => severity switch
    {
        EventSeverity.Critical => "critical",
        EventSeverity.Warning => "warning",
        _ => "info",
    };
}
