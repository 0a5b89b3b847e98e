using System.Text;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>A workflow of Teams that is started by a webhook.</summary>
internal sealed class TeamsVendor : Vendor
{
    private const string Path = "/powerautomate/automations/direct/workflows/canaryflow01/triggers/manual/paths/invoke"
        + "?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=canary-sig_2";

    private string _address = "";

    public override string Provider => "teams";

    public override string GoodWeather => "accepted";

    public override IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { ["FLOW"] = $"{_address}{Path}" };

    public override IReadOnlyList<(string Name, Func<HttpContext, Task> Answer)> Lies =>
    [
        Lie("the old connector's 429", Old(429)),
        Lie("the old connector's 413", Old(413)),
        Lie("an error in JSON", """{"error":{"code":"WorkflowNotFound"}}"""),
        Lie("a page with 202", "<html>Sign in</html>", 202),
        Lie("another success", "created", 201),
    ];

    public static string Old(int status) =>
        $"Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error {status} with ContextId tcid=0.";

    public override string Members(string address)
    {
        _address = address;
        return "url_env: FLOW";
    }

    public override bool CarriesEvent(ReceivedRequest request) => true;

    public override Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        Demand(request.Method == "POST", "POST");
        Demand(context.Request.Query["sig"] == "canary-sig_2" && context.Request.Query["sp"] == "/triggers/manual/run", "the whole URL");
        Demand(request.Headers["content-type"] == "application/json", "JSON");
        Demand(!request.Headers.ContainsKey("authorization"), "nothing but the URL");
        Demand(request.Body.Length <= 25_000, "25 KB");
        var message = Json(request);
        Demand(message.GetProperty("type").GetString() == "message", "a message");
        var attachment = message.GetProperty("attachments").EnumerateArray().Single();
        Demand(attachment.GetProperty("contentType").GetString() == "application/vnd.microsoft.card.adaptive", "a card");
        var card = attachment.GetProperty("content");
        Demand(card.GetProperty("type").GetString() == "AdaptiveCard", "an adaptive card");
        var body = card.GetProperty("body").EnumerateArray().ToList();
        Demand(body.TrueForAll(block => block.GetProperty("type").GetString() is "FactSet" or "TextBlock"), "blocks that are known");
        Demand(!request.Text.EnumerateRunes().Contains(Rune.ReplacementChar), "whole characters");
        Take(body[^1].GetProperty("text").GetString()!.Split(' ')[0]);
        return WriteAsync(context, 202, "");
    }
}
