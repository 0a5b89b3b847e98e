using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>A receiver of Standard Webhooks.</summary>
internal sealed class WebhookVendor : Vendor
{
    public override string Provider => "webhook";

    public override string GoodWeather => "accepted";

    // Any 2xx is a success by the specification, whatever it says.
    public override IReadOnlyList<(string Name, Func<HttpContext, Task> Answer)> Lies => [];

    public override string Members(string address) => $"url: \"{address}/cavra\", token_env: TOKEN";

    public override bool CarriesEvent(ReceivedRequest request) => true;

    public override Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        Demand(request is { Method: "POST", Path: "/cavra" }, "one POST to the URL");
        Demand(request.Headers["authorization"] == "Bearer canary-token-1", "the token");
        Take(request.Headers["webhook-id"]);
        return WriteAsync(context, 202, "");
    }
}
