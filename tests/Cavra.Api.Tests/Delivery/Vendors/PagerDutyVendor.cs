using System.Text;
using System.Text.Json;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>PagerDuty's Events API v2.</summary>
internal sealed class PagerDutyVendor : Vendor
{
    public const string Key = "canary7routing7key7000000000000x";

    private readonly HashSet<string> _open = [];
    private readonly string _key;

    /// <param name="key">The routing key of the service; the connector has the same.</param>
    public PagerDutyVendor(string key = Key) => _key = key;

    public override string Provider => "pagerduty";

    public override string GoodWeather => "accepted";

    /// <summary>The alerts that are open, by their keys.</summary>
    public IReadOnlyCollection<string> Open => _open;

    public override IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { ["KEY"] = _key };

    public override IReadOnlyList<(string Name, Func<HttpContext, Task> Answer)> Lies =>
    [
        Lie("another status", """{"status":"invalid event","message":"Event object is invalid","dedup_key":"evt-1"}""", 202),
        Lie("another key", """{"status":"success","message":"Event processed","dedup_key":"evt-2"}""", 202),
        Lie("no key", """{"status":"success","message":"Event processed"}""", 202),
    ];

    public override string Members(string address) => $"url: \"{address}/v2/enqueue\", routing_key_env: KEY";

    public override bool CarriesEvent(ReceivedRequest request) => true;

    public override Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        Demand(request is { Method: "POST", Path: "/v2/enqueue" }, "one POST to the path");
        Demand(request.Headers["content-type"] == "application/json", "JSON");
        Demand(!request.Headers.ContainsKey("authorization"), "no header that authenticates");
        Demand(request.Body.Length <= 512_000, "512 KB");
        var body = Json(request);
        Demand(body.GetProperty("routing_key").GetString() == _key, "the routing key");
        var (action, key) = (body.GetProperty("event_action").GetString()!, body.GetProperty("dedup_key").GetString()!);
        Demand(key.Length <= 255, "a key of 255 characters at most");
        if (action == "trigger")
        {
            Trigger(body.GetProperty("payload"));
            _open.Add(key);
        }
        else
        {
            Demand(action == "resolve", "an action that is known");
            _open.Remove(key);
        }

        Take(key);
        return WriteAsync(context, 202, $$"""{"status":"success","message":"Event processed","dedup_key":"{{key}}"}""");
    }

    private void Trigger(JsonElement payload)
    {
        var summary = payload.GetProperty("summary").GetString()!;
        Demand(summary.EnumerateRunes().Count() <= 1024 && !summary.EnumerateRunes().Contains(Rune.ReplacementChar), "a summary");
        Demand(payload.GetProperty("source").GetString() is { Length: > 0 }, "a source");
        Demand(payload.GetProperty("severity").GetString() is "critical" or "error" or "warning" or "info", "a severity");
    }
}
