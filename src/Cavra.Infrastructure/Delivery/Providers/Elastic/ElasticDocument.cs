using System.Text;
using System.Text.Json.Nodes;
using Cavra.Domain.Abstractions;
using Cavra.Infrastructure.Delivery.Content;

namespace Cavra.Infrastructure.Delivery.Providers.Elastic;

/// <summary>What an event is to Elasticsearch.</summary>
internal static class ElasticDocument
{
    /// <summary>The two lines of a bulk request that creates one document.</summary>
    public static byte[] Bulk(DeliveryTry attempt, DateTimeOffset now)
    {
        var action = JsonBody.Members(("create", JsonBody.Members(("_id", attempt.Event.Id))));
        return Encoding.UTF8.GetBytes($"{JsonBody.Text(action)}\n{JsonBody.Text(Of(attempt, now))}\n");
    }

    /// <summary>A search for the document of an event.</summary>
    public static byte[] Search(string eventId) => JsonBody.Of(JsonBody.Members(
        ("query", JsonBody.Members(("ids", JsonBody.Members(("values", new JsonArray(eventId)))))),
        ("size", 1),
        ("_source", false)));

    private static JsonObject Of(DeliveryTry attempt, DateTimeOffset now)
    {
        var digest = EventDigest.Of(attempt.Event);
        return JsonBody.Members(
            ("@timestamp", JsonBody.Instant(now)),
            ("message", digest.Title),
            ("event", JsonBody.Members(
                ("id", attempt.Event.Id),
                ("kind", digest.Episode is null ? "event" : "alert"),
                ("module", "cavra"))),
            ("cavra", JsonBody.Members(
                ("event_type", attempt.Event.Type),
                ("workspace", attempt.Workspace),
                ("subject", attempt.Event.Subject),
                ("dataschema", attempt.Event.DataSchema),
                ("occurred_at", JsonBody.Instant(attempt.Event.Time)),
                ("attempt", attempt.Number),
                ("severity", WireName.Of(digest.Severity)),
                ("episode", digest.Episode),
                ("episode_state", digest.Episode is null ? null : digest.IsResolved ? "resolved" : "firing"),
                ("data", JsonNode.Parse(attempt.Event.Data)))));
    }
}
