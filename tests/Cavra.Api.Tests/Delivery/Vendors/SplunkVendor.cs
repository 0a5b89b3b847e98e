using System.Globalization;
using System.Text.Json;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>Splunk's HTTP Event Collector with indexer acknowledgement.</summary>
internal sealed class SplunkVendor : Vendor
{
    private int _ids = -1;

    public override string Provider => "splunk";

    public override string GoodWeather => "confirmed";

    public override bool Confirms => true;

    public override IReadOnlyList<(string Name, Func<HttpContext, Task> Answer)> Lies =>
    [
        Lie("code 8 with 200", """{"text":"Internal server error","code":8}"""),
        Lie("no code", """{"text":"Success"}"""),
    ];

    public override string Members(string address) => $"url: \"{address}\", token_env: TOKEN";

    public override bool CarriesEvent(ReceivedRequest request) => request.Path == "/services/collector/event";

    public override Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        Demand(request.Method == "POST", "POST");
        Demand(request.Headers["authorization"] == "Splunk canary-token-1", "Authorization: Splunk and the token");
        Demand(Guid.TryParse(request.Headers["x-splunk-request-channel"], out _), "a channel that is a GUID");
        if (request.Path == "/services/collector/ack")
        {
            var id = Json(request).GetProperty("acks")[0].GetInt32().ToString(CultureInfo.InvariantCulture);
            var known = NeverConfirms ? "false" : "true";
            return WriteAsync(context, 200, "{\"acks\":{\"" + id + "\":" + known + "}}");
        }

        Demand(CarriesEvent(request), "the path of the event endpoint");
        var body = Json(request);
        Demand(body.GetProperty("time").GetRawText() is var time && !time.Contains('e', StringComparison.OrdinalIgnoreCase), "time without an exponent");
        Demand(body.GetProperty("event").ValueKind is JsonValueKind.Object, "an event");
        var fields = body.GetProperty("fields").EnumerateObject().ToList();
        Demand(fields.TrueForAll(field => field.Value.ValueKind is JsonValueKind.String), "flat fields of text");
        Take(body.GetProperty("fields").GetProperty("event_id").GetString()!);
        return WriteAsync(context, 200, $$"""{"text":"Success","code":0,"ackId":{{Interlocked.Increment(ref _ids)}}}""");
    }
}
