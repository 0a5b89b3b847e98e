using System.Globalization;
using System.Text.Json;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>Slack: its web API, or one of its incoming webhooks.</summary>
/// <param name="isWebhook">Whether the connector has a webhook's URL instead of a token.</param>
internal sealed class SlackVendor(bool isWebhook = false) : Vendor
{
    private const string Hook = "/services/T0/B0/canary-hook-secret";
    private const string Channel = "C0123456789";

    private readonly List<(string Ts, string? Thread, JsonElement Metadata)> _messages = [];
    private string _address = "";

    /// <summary>How Slack refuses to let the app read; null where it may.</summary>
    public string? ReadingRefusal { get; init; }

    /// <summary>How many messages other people have written since.</summary>
    public int Chatter { get; set; }

    public override string Provider => "slack";

    public override string GoodWeather => isWebhook ? "accepted" : "confirmed";

    public override IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["TOKEN"] = "canary-token-1",
        ["HOOK"] = $"{_address}{Hook}",
    };

    public override IReadOnlyList<(string Name, Func<HttpContext, Task> Answer)> Lies => isWebhook
        ? [Lie("no_service", "no_service"), Lie("ok as JSON", "\"ok\""), Lie("ok and more", "ok\n"), Lie("ok with 201", "ok", 201)]
        :
        [
            Lie("ok is false", """{"ok":false,"error":"channel_not_found"}"""),
            Lie("an unknown reason", """{"ok":false,"error":"some_new_word"}"""),
            Lie("ok is false without a reason", """{"ok":false}"""),
            Lie("ok is text", """{"ok":"true","channel":"C1","ts":"1.2"}"""),
            Lie("no ts", """{"ok":true,"channel":"C1"}"""),
            Lie("no channel", """{"ok":true,"ts":"1.2"}"""),
            Lie("the webhook's word", "ok"),
        ];

    public override string Members(string address)
    {
        _address = address;
        return isWebhook ? "url_env: HOOK" : $"api_url: \"{address}/api\", token_env: TOKEN, channel: {Channel}";
    }

    public override bool CarriesEvent(ReceivedRequest request) => request.Method == "POST";

    public override Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        if (request.Method == "GET")
        {
            return ReadAsync(context, request);
        }

        Demand(request.Method == "POST", "POST");
        Demand(request.Path == (isWebhook ? Hook : "/api/chat.postMessage"), "the path");
        Demand(request.Headers["content-type"] == (isWebhook ? "application/json" : "application/json; charset=utf-8"), "JSON");
        Demand(isWebhook || request.Headers["authorization"] == "Bearer canary-token-1", "the token");
        Demand(!isWebhook || !request.Headers.ContainsKey("authorization"), "nothing but the URL");
        var body = Json(request);
        Demand(body.TryGetProperty("channel", out var channel) ? channel.GetString() == Channel && !isWebhook : isWebhook, "the channel");
        Demand(body.GetProperty("text").GetString() is { Length: > 0 and <= 40_000 }, "text");
        Blocks(body.GetProperty("blocks"));
        var metadata = body.GetProperty("metadata");
        Demand(metadata.GetProperty("event_type").GetString()!.StartsWith("cavra_", StringComparison.Ordinal), "a type in the metadata");
        var payload = metadata.GetProperty("event_payload").EnumerateObject().ToList();
        Demand(payload.TrueForAll(member => member.Value.ValueKind is JsonValueKind.String), "a flat payload");
        Take(metadata.GetProperty("event_payload").GetProperty("event_id").GetString()!);
        if (isWebhook)
        {
            return WriteAsync(context, 200, "ok", "text/html");
        }

        var ts = $"1772452800.{241 + _messages.Count:D6}";
        _messages.Add((ts, body.TryGetProperty("thread_ts", out var thread) ? thread.GetString() : null, metadata));
        return WriteAsync(context, 200, $$$"""{"ok":true,"channel":"{{{Channel}}}","ts":"{{{ts}}}","message":{}}""");
    }

    // The channel's history has the newest first and no replies; those of a thread come oldest first, after what began it.
    private Task ReadAsync(HttpContext context, ReceivedRequest request)
    {
        var query = context.Request.Query;
        var isThread = context.Request.Path == "/api/conversations.replies";
        Demand(isThread || context.Request.Path == "/api/conversations.history", "a method that reads");
        Demand(request.Headers["authorization"] == "Bearer canary-token-1", "the token");
        Demand(query["channel"] == Channel && query["include_all_metadata"] == "true", "the channel, with metadata");
        var (limit, from) = (int.Parse(query["limit"]!, CultureInfo.InvariantCulture), int.Parse(query["cursor"].FirstOrDefault("0")!, CultureInfo.InvariantCulture));
        Demand(limit is > 0 and <= 15, "a page of 15 at most");
        if (ReadingRefusal is { } refusal)
        {
            return WriteAsync(context, 200, $$"""{"ok":false,"error":"{{refusal}}"}""");
        }

        var oldest = decimal.Parse(query["oldest"]!, CultureInfo.InvariantCulture);
        var known = _messages.Where(message => isThread ? message.Ts == query["ts"] || message.Thread == query["ts"] : message.Thread is null)
            .Where(message => decimal.Parse(message.Ts, CultureInfo.InvariantCulture) > oldest)
            .Select(message => $$"""{"type":"message","ts":"{{message.Ts}}","metadata":{{message.Metadata.GetRawText()}}}""");
        string[] all = isThread ? [.. known, .. Talk] : [.. Talk, .. known.Reverse()];
        var next = from + limit < all.Length ? (from + limit).ToString(CultureInfo.InvariantCulture) : "";
        return WriteAsync(
            context, 200, $$"""{"ok":true,"messages":[{{string.Join(',', all.Skip(from).Take(limit))}}],"has_more":{{(next.Length > 0 ? "true" : "false")}},"response_metadata":{"next_cursor":"{{next}}"} }""");
    }

    private IEnumerable<string> Talk => Enumerable.Range(0, Chatter).Select(number =>
        $$"""{"type":"message","ts":"1772452900.{{number:D6}}","text":"what people say","metadata":{"event_type":"of_another_app","event_payload":{"event_id":"{{number}}"} } }""");

    private void Blocks(JsonElement blocks)
    {
        var texts = blocks.EnumerateArray()
            .Select(block => block.TryGetProperty("text", out var text) ? text : block.GetProperty("elements")[0])
            .Select(text => text.GetProperty("text").GetString()!)
            .ToList();
        Demand(texts.Count <= 50 && texts.TrueForAll(text => text.Length > 0 && text.EnumerateRunes().Count() <= 3000), "the limits of blocks");
        Demand(texts.Sum(text => text.EnumerateRunes().Count()) <= 13_000, "the limit of all blocks");
        Demand(texts.TrueForAll(text => !text.Contains('<') && !text.Contains('>')), "nothing that names people or channels");
    }
}
