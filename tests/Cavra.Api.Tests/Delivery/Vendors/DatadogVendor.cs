using System.Text.Json;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>Datadog's intakes of logs and of events, on one host.</summary>
internal sealed class DatadogVendor : Vendor
{
    public const string EventAnswer =
        """{"data":{"type":"event","attributes":{"attributes":{"evt":{"id":"123","uid":"AZabc"}}}},"links":{"self":"https://app.example.com"}}""";

    private static readonly string[] AttributesKnown =
        ["title", "message", "category", "aggregation_key", "integration_id", "timestamp", "tags", "attributes", "host"];

    public override string Provider => "datadog";

    public override string GoodWeather => "accepted";

    public override IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string> { ["TOKEN"] = "canary-token-1", ["APP"] = "canary-app-1" };

    public override IReadOnlyList<(string Name, Func<HttpContext, Task> Answer)> Lies =>
    [
        Lie("errors with 202", """{"errors":[{"status":"400","title":"Bad Request"}]}""", 202),
        Lie("200 of somebody else", "{}"), Lie("202 with a page", "<html>Sign in</html>", 202, "text/html"),
    ];

    public override string Members(string address) => $"url: \"{address}\", events_url: \"{address}\", api_key_env: TOKEN";

    public override bool CarriesEvent(ReceivedRequest request) => true;

    public override Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        Demand(request.Method == "POST", "POST");
        Demand(request.Headers["dd-api-key"] == "canary-token-1", "DD-API-KEY and the key");
        Demand(request.Headers["content-type"] == "application/json", "JSON");
        Demand(request.Path is "/api/v2/logs" or "/api/v2/events", "one of the two paths");
        return request.Path == "/api/v2/logs" ? LogAsync(context, request) : EventAsync(context, request);
    }

    private Task LogAsync(HttpContext context, ReceivedRequest request)
    {
        var log = Json(request)[0];
        Demand(Json(request).GetArrayLength() == 1 && log.GetRawText().Length <= 1_000_000, "one log of 1 MB at most");
        Demand(!request.Headers.ContainsKey("dd-application-key"), "no application key where none is needed");
        Demand(log.GetProperty("message").GetString()!.Length > 0, "a message");
        Take(log.GetProperty("event_id").GetString()!);
        return WriteAsync(context, 202, "{}");
    }

    private Task EventAsync(HttpContext context, ReceivedRequest request)
    {
        var data = Json(request).GetProperty("data");
        var attributes = data.GetProperty("attributes");
        Demand(data.GetProperty("type").GetString() == "event", "type event");
        Demand(attributes.EnumerateObject().All(member => AttributesKnown.Contains(member.Name)), "no member that is not documented");
        Demand(Length(attributes, "title") is > 0 and <= 500, "a title of 500 at most");
        Demand(Length(attributes, "message") <= 4000, "a message of 4,000 at most");
        Demand(Length(attributes, "aggregation_key") is > 0 and <= 100, "an aggregation key of 100 at most");
        Demand(!attributes.TryGetProperty("tags", out var tags) || tags.GetArrayLength() is > 0 and <= 100, "1 to 100 tags, or none named");
        Demand(attributes.GetProperty("category").GetString() == "alert", "an alert");
        Demand(attributes.GetProperty("attributes").GetProperty("status").GetString() is "error" or "warn" or "ok", "a status");
        Take(attributes.GetProperty("aggregation_key").GetString()!);
        return WriteAsync(context, 202, EventAnswer);
    }

    private static int Length(JsonElement attributes, string member) =>
        attributes.GetProperty(member).GetString()!.EnumerateRunes().Count();
}
