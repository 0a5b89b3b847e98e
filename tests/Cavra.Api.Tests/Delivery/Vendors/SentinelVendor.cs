using System.Text.Json;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>Azure's Logs Ingestion API, and Entra that gives the tokens for it.</summary>
internal sealed class SentinelVendor : Vendor
{
    /// <summary>Where the rows go.</summary>
    public const string Upload = "/dataCollectionRules/dcr-0123456789abcdef0123456789abcdef/streams/Custom-Cavra?api-version=2023-01-01";

    private const string TokenPath = "/login/tenant-1/oauth2/v2.0/token";

    private int _tokens;
    private volatile string _valid = "";

    public override string Provider => "sentinel";

    public override string GoodWeather => "accepted";

    public override bool FetchesTokens => true;

    public override IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { ["TOKEN"] = "canary~s+c/r=t" };

    public override IReadOnlyList<(string Name, Func<HttpContext, Task> Answer)> Lies =>
    [
        Lie("200 of somebody else", "<html>Sign in</html>", contentType: "text/html"), Lie("202 with JSON", """{"status":"ok"}""", 202),
    ];

    /// <summary>Lifetime of the tokens it gives, in seconds.</summary>
    public int Lifetime { get; set; } = 3599;

    /// <summary>Set to have it refuse every token.</summary>
    public bool RefusesTokens { get; set; }

    /// <summary>Has the tokens given so far refused.</summary>
    public void Revoke() => _valid = "revoked";

    public static bool AsksForToken(ReceivedRequest request) => request.Path == TokenPath;

    public override string Members(string address) =>
        $"url: \"{address}\", authority: \"{address}/login/\", tenant_id: tenant-1, client_id: client-1, client_secret_env: TOKEN, "
        + "dcr_id: dcr-0123456789abcdef0123456789abcdef, stream: Custom-Cavra";

    public override bool CarriesEvent(ReceivedRequest request) => request.Path == Upload;

    public override Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        Demand(request.Method == "POST", "POST");
        return AsksForToken(request) ? TokenAsync(context, request) : UploadAsync(context, request);
    }

    private Task TokenAsync(HttpContext context, ReceivedRequest request)
    {
        Demand(request.Headers["content-type"] == "application/x-www-form-urlencoded", "a form");
        Demand(!request.Headers.ContainsKey("authorization"), "no token where tokens are asked for");
        Demand(
            request.Text == "grant_type=client_credentials&client_id=client-1&client_secret=canary~s%2Bc%2Fr%3Dt"
                + "&scope=https%3A%2F%2Fmonitor.azure.com%2F.default",
            "the fields, each value encoded");
        _valid = $"canary-access-{Interlocked.Increment(ref _tokens)}";
        return WriteAsync(
            context, 200, $$"""{"token_type":"Bearer","expires_in":{{Lifetime}},"ext_expires_in":{{Lifetime}},"access_token":"{{_valid}}"}""");
    }

    private Task UploadAsync(HttpContext context, ReceivedRequest request)
    {
        Demand(CarriesEvent(request), "the path of the rule's stream");
        if (RefusesTokens || request.Headers["authorization"] != $"Bearer {_valid}")
        {
            return WriteAsync(context, 401, """{"error":{"code":"Unauthorized"}}""");
        }

        Demand(request.Headers["content-type"] == "application/json", "JSON");
        Demand(Guid.TryParse(request.Headers["x-ms-client-request-id"], out _), "a GUID of the request");
        Demand(request.Body.Length <= 1024 * 1024, "1 MB at most");
        Demand(Json(request) is { ValueKind: JsonValueKind.Array } rows && rows.GetArrayLength() == 1, "an array of one row");
        Take(Json(request)[0].GetProperty("EventId").GetString()!);
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }
}
