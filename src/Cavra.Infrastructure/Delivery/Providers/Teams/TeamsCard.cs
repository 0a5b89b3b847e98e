using System.Globalization;
using System.Text.Json.Nodes;
using Cavra.Infrastructure.Delivery.Content;

namespace Cavra.Infrastructure.Delivery.Providers.Teams;

/// <summary>What an event is to Teams: a message with one Adaptive Card.</summary>
internal static class TeamsCard
{
    /// <summary>A message's size at most, in bytes; Teams takes about 28 KB of them.</summary>
    public const int MaxMessage = 25_000;

    private const int MaxTitle = 1_000;
    private const int MaxLines = 20;
    private const int LongestText = 2_000;

    /// <summary>The message, with its texts cut as far as its size wants it.</summary>
    public static byte[] Of(DeliveryTry attempt)
    {
        var digest = EventDigest.Of(attempt.Event);
        for (var most = LongestText; ; most /= 2)
        {
            var body = JsonBody.Of(Message(attempt, digest, most));
            if (body.Length <= MaxMessage)
            {
                return body;
            }
        }
    }

    private static JsonObject Message(DeliveryTry attempt, EventDigest digest, int most) => JsonBody.Members(
        ("type", "message"),
        ("attachments", new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["contentUrl"] = null,
            ["content"] = JsonBody.Members(
                ("$schema", "http://adaptivecards.io/schemas/adaptive-card.json"),
                ("type", "AdaptiveCard"),
                ("version", "1.4"),
                ("body", Body(attempt, digest, most)),
                ("msteams", JsonBody.Members(("width", "Full")))),
        })));

    private static JsonArray Body(DeliveryTry attempt, EventDigest digest, int most) =>
    [
        JsonBody.Members(
            ("type", "TextBlock"), ("text", Shown(digest.Title, Math.Min(MaxTitle, most))), ("wrap", true), ("size", "Medium"),
            ("weight", "Bolder"), ("color", Colour(digest))),
        .. digest.Lines.Take(MaxLines).Select(line => Line(Shown(line, most))),
        .. digest.Lines.Count > MaxLines ? [Line($"and {(digest.Lines.Count - MaxLines).ToString(CultureInfo.InvariantCulture)} more")] : Array.Empty<JsonNode>(),
        .. digest.Facts.Count > 0 ? [Facts(digest, most)] : Array.Empty<JsonNode>(),
        JsonBody.Members(
            ("type", "TextBlock"), ("wrap", true), ("size", "Small"), ("isSubtle", true),
            ("text", $"{attempt.Event.Id} · {attempt.Workspace} · {JsonBody.Instant(attempt.Event.Time)}")),
    ];

    private static JsonObject Line(string text) => JsonBody.Members(("type", "TextBlock"), ("text", text), ("wrap", true));

    private static JsonObject Facts(EventDigest digest, int most) => JsonBody.Members(
        ("type", "FactSet"),
        ("facts", new JsonArray([.. digest.Facts.Select(fact => JsonBody.Members(("title", fact.Key), ("value", Shown(fact.Value, most))))])));

    // A card's text is Markdown: what is not ours must not become a link.
    private static string Shown(string text, int most) =>
        VendorText.Bytes(VendorText.OneLine(text).Replace("](", "] (", StringComparison.Ordinal), most);

    private static string Colour(EventDigest digest) => (digest.IsResolved, digest.Severity) switch
    {
        (true, _) => "good",
        (_, EventSeverity.Critical) => "attention",
        (_, EventSeverity.Warning) => "warning",
        _ => "default",
    };
}
