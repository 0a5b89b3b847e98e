using System.Text.Json.Nodes;
using Cavra.Infrastructure.Delivery.Content;

namespace Cavra.Infrastructure.Delivery.Providers.Sentinel;

/// <summary>What an event is to a table of Azure Monitor: an array of one row, whose columns the rule's stream declares.</summary>
internal static class SentinelRow
{
    public static byte[] Of(DeliveryTry attempt, DateTimeOffset now) => JsonBody.Of(new JsonArray(JsonBody.Members(
        ("TimeGenerated", JsonBody.Instant(now)),
        ("EventId", attempt.Event.Id),
        ("EventType", attempt.Event.Type),
        ("OccurredAt", JsonBody.Instant(attempt.Event.Time)),
        ("Attempt", attempt.Number),
        ("EpisodeId", EventDigest.Of(attempt.Event).Episode),
        ("Data", JsonNode.Parse(attempt.Event.Data)))));
}
