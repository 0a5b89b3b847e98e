using System.Text.Json.Nodes;
using Cavra.Infrastructure.Delivery.Content;

namespace Cavra.Infrastructure.Delivery.Providers.Datadog;

/// <summary>What an event is to Datadog's logs.</summary>
internal static class DatadogLog
{
    public static JsonObject Of(DeliveryTry attempt, DatadogSettings settings, EventDigest digest, DateTimeOffset now) =>
        JsonBody.Members(
            ("message", digest.Title),
            ("ddsource", "cavra"),
            ("ddtags", settings.Tags.Count == 0 ? null : string.Join(',', settings.Tags)),
            ("service", settings.Service),
            ("status", Level(digest.Severity)),
            // What is older than 18 hours is taken and thrown away: the event's own time is no time of Datadog's.
            ("timestamp", JsonBody.Instant(now)),
            ("event_id", attempt.Event.Id),
            ("cavra", JsonBody.Members(
                ("event_type", attempt.Event.Type),
                ("workspace", attempt.Workspace),
                ("subject", attempt.Event.Subject),
                ("dataschema", attempt.Event.DataSchema),
                ("occurred_at", JsonBody.Instant(attempt.Event.Time)),
                ("attempt", attempt.Number),
                ("data", JsonNode.Parse(attempt.Event.Data)))));

    private static string Level(EventSeverity severity) => severity switch
    {
        EventSeverity.Critical => "critical",
        EventSeverity.Warning => "warning",
        _ => "info",
    };
}
