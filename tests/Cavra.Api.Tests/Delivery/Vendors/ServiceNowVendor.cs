using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>A ServiceNow instance's table API.</summary>
internal sealed class ServiceNowVendor : Vendor
{
    private readonly Lock _changing = new();
    private readonly List<JsonObject> _records = [];

    public override string Provider => "servicenow";

    public override string GoodWeather => "confirmed";

    public override bool Confirms => true;

    /// <summary>Whether a query is not understood, and every record comes back.</summary>
    public bool IgnoresQueries { get; set; }

    /// <summary>Whether the table has no correlation_id.</summary>
    public bool HasNoCorrelation { get; set; }

    /// <summary>The records so far.</summary>
    public IReadOnlyList<JsonObject> Records => _records;

    public override IReadOnlyList<(string Name, Func<HttpContext, Task> Answer)> Lies =>
    [
        Lie("201 with an error", """{"error":{"message":"Insert failed","detail":"aborted by a rule"},"status":"failure"}""", 201),
        Lie("201 with a result and an error", """{"result":{"sys_id":"a"},"error":{"message":"Transaction cancelled"}}""", 201),
        Lie("200 of an instance that sleeps", "<html>Your instance is hibernating</html>", 200, "text/html"),
        Lie("201 without an id", """{"result":{}}""", 201),
    ];

    public override string Members(string address) =>
        $"url: \"{address}\", fields: {{category: software}}, basic: {{username: cavra, password_env: TOKEN}}";

    public override bool CarriesEvent(ReceivedRequest request) => request.Method is "POST" or "PATCH";

    public override Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        Demand(request.Headers["authorization"] == "Basic Y2F2cmE6Y2FuYXJ5LXRva2VuLTE=", "Basic with user and password");
        Demand(request.Headers.GetValueOrDefault("accept") == "application/json", "Accept");
        Demand(request.Path.StartsWith("/api/now/table/incident", StringComparison.Ordinal), "the table's path");
        lock (_changing)
        {
            return request.Method switch
            {
                "GET" => LookUpAsync(context),
                "POST" => CreateAsync(context, JsonNode.Parse(request.Body)!.AsObject()),
                _ => UpdateAsync(context, request),
            };
        }
    }

    private Task LookUpAsync(HttpContext context)
    {
        var query = context.Request.Query["sysparm_query"].ToString();
        Demand(query.StartsWith("correlation_id=", StringComparison.Ordinal), "a query by correlation");
        Demand(context.Request.Query["sysparm_limit"] == "2", "a bounded query");
        var wanted = query["correlation_id=".Length..];
        var known = NeverConfirms ? [] : _records.Where(record => IgnoresQueries || record["correlation_id"]?.ToString() == wanted);
        return WriteAsync(context, 200, new JsonObject { ["result"] = new JsonArray([.. known.Select(record => record.DeepClone())]) }.ToJsonString());
    }

    private Task CreateAsync(HttpContext context, JsonObject record)
    {
        DemandTexts(record);
        Demand(record["short_description"]!.ToString().Length <= 160, "a short description");
        Demand(record["correlation_display"]!.ToString() == "Cavra" && record["category"]!.ToString() == "software", "the constants");
        Take(record["correlation_id"]!.ToString());
        if (HasNoCorrelation)
        {
            record.Remove("correlation_id");
        }

        record["sys_id"] = (_records.Count + 1).ToString("x32", CultureInfo.InvariantCulture);
        record["number"] = $"INC{(_records.Count + 1).ToString("D7", CultureInfo.InvariantCulture)}";
        _records.Add(record);
        return WriteAsync(context, 201, new JsonObject { ["result"] = record.DeepClone() }.ToJsonString());
    }

    private Task UpdateAsync(HttpContext context, ReceivedRequest request)
    {
        var id = request.Path.Split('/', '?')[5];
        var (record, change) = (_records.Single(record => record["sys_id"]!.ToString() == id), JsonNode.Parse(request.Body)!.AsObject());
        DemandTexts(change);
        Demand(!change.ContainsKey("state") || (change.ContainsKey("close_code") && change.ContainsKey("close_notes")), "closing says how");
        foreach (var (name, value) in change)
        {
            record[name] = value?.DeepClone();
        }

        Take($"update-{id}");
        return WriteAsync(context, 200, new JsonObject { ["result"] = record.DeepClone() }.ToJsonString());
    }

    private void DemandTexts(JsonObject record) =>
        Demand(record.All(field => field.Value?.GetValueKind() is JsonValueKind.String), "flat texts");
}
