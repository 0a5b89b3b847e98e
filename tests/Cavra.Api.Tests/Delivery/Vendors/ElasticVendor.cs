using System.Collections.Concurrent;
using System.Text.Json;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>A data stream of Elasticsearch: it takes an id once in each backing index, and finds it in all of them.</summary>
internal sealed class ElasticVendor : Vendor
{
    private const string Answered =
        "errors,items.*.status,items.*._id,items.*._index,items.*.result,items.*.error.type,items.*.error.reason,items.*.failure_store";

    private readonly ConcurrentDictionary<string, bool> _written = new();

    public override string Provider => "elastic";

    public override string GoodWeather => "confirmed";

    public override IReadOnlyList<(string Name, Func<HttpContext, Task> Answer)> Lies =>
    [
        Lie("errors:true", Item("evt-1", 400, more: ""","error":{"type":"document_parsing_exception","reason":"mapping"}""")),
        Lie("the failure store", Item("evt-1", 201, more: ""","result":"created","failure_store":"used" """)),
        Lie("no result", Item("evt-1", 201)),
        Lie("another document", Item("evt-2", 201, more: ""","result":"created" """)),
        Lie("two documents", """{"errors":false,"items":[{"create":{"status":201,"result":"created"}},{"create":{"status":201,"result":"created"}}]}"""),
        Lie("updated", Item("evt-1", 200, more: ""","result":"updated" """)),
        Lie("no items", """{"errors":false}"""),
    ];

    /// <summary>Set for a connector that may create and not read.</summary>
    public bool MayNotRead { get; set; }

    /// <summary>Set for shards that don't answer searches.</summary>
    public bool CannotSearch { get; set; }

    public static string Item(string id, int status, string more = "") =>
        $$$"""{"errors":{{{(status >= 400 ? "true" : "false")}}},"items":[{"create":{"_index":".ds-audit-1","_id":"{{{id}}}","status":{{{status}}}{{{more}}}}}]}""";

    public override string Members(string address) => $"url: \"{address}/es/\", target: audit, api_key_env: TOKEN";

    public override bool CarriesEvent(ReceivedRequest request) => request.Path.StartsWith("/es/audit/_bulk", StringComparison.Ordinal);

    /// <summary>Begins another backing index.</summary>
    public void RollOver() => _written.Clear();

    public override Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        Demand(request.Method == "POST", "POST");
        Demand(request.Headers["authorization"] == "ApiKey canary-token-1", "Authorization: ApiKey and the key");
        return CarriesEvent(request) ? BulkAsync(context, request) : SearchAsync(context, request);
    }

    private Task BulkAsync(HttpContext context, ReceivedRequest request)
    {
        Demand(request.Path == $"/es/audit/_bulk?filter_path={Answered}", "the path, and a short answer asked for");
        Demand(request.Headers["content-type"] == "application/x-ndjson", "NDJSON");
        var lines = request.Text.Split('\n');
        Demand(lines is [_, _, ""], "two lines, and a line break behind the last");
        var id = JsonSerializer.Deserialize<JsonElement>(lines[0]).GetProperty("create").GetProperty("_id").GetString()!;
        Demand(JsonSerializer.Deserialize<JsonElement>(lines[1]).TryGetProperty("@timestamp", out _), "@timestamp");
        if (!_written.TryAdd(id, true))
        {
            return WriteAsync(context, 200, Item(
                id, 409, ""","error":{"type":"version_conflict_engine_exception","reason":"document already exists"}"""));
        }

        Take(id);
        return WriteAsync(context, 200, Item(id, 201, ""","result":"created" """));
    }

    private Task SearchAsync(HttpContext context, ReceivedRequest request)
    {
        Demand(
            request.Path == "/es/audit/_search?allow_partial_search_results=false&filter_path=hits.total.value,hits.hits._id",
            "the path of the search");
        Demand(request.Headers["content-type"] == "application/json", "JSON");
        if (MayNotRead || CannotSearch)
        {
            return WriteAsync(context, MayNotRead ? 403 : 503, """{"error":{"type":"security_exception"}}""");
        }

        var id = Json(request).GetProperty("query").GetProperty("ids").GetProperty("values")[0].GetString()!;
        return WriteAsync(context, 200, Taken.Contains(id)
            ? $$$"""{"hits":{"total":{"value":1},"hits":[{"_id":"{{{id}}}"}]}}"""
            : """{"hits":{"total":{"value":0}}}""");
    }
}
