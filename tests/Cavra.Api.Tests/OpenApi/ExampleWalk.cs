using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cavra.Testing;

namespace Cavra.Api.Tests.OpenApi;

/// <summary>
/// Sends the document's examples as they stand. An id among them is that of something nobody has: in its place goes the one that an
/// earlier answer gave for the member of that name.
/// </summary>
/// <param name="client">Who sends them.</param>
/// <param name="approver">Who sends what somebody else has to.</param>
/// <param name="document">The document.</param>
internal sealed partial class ExampleWalk(HttpClient client, HttpClient approver, JsonObject document)
{
    private readonly Dictionary<string, string> _known = [];

    /// <summary>Every operation, by its name.</summary>
    public IReadOnlyDictionary<string, (string Method, string Path, JsonObject Operation)> Operations { get; } = (
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (Method: operation.Key, Path: path.Key, Operation: operation.Value!.AsObject()))
        .ToDictionary(operation => operation.Operation.Text("operationId"));

    /// <summary>Says what the member or the parameter of this name is here.</summary>
    public void Learn(string name, string value) => _known[name] = value;

    /// <summary>Sends an operation's example, and fails the test if it is refused.</summary>
    public async Task SendAsync(string name)
    {
        var (method, path, operation) = Operations[name];
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), Address(path, operation));
        if (operation["requestBody"] is { } body)
        {
            var example = Here("", body["content"]!["application/json"]!["example"]);
            request.Content = new StringContent(example?.ToJsonString() ?? "{}", Encoding.UTF8, "application/json");
        }

        if (method is "put" && (await client.GetAsync(request.RequestUri)).Headers.ETag is { } version)
        {
            request.Headers.IfMatch.Add(version);
        }

        using var answer = await (name is "DecideApproval" or "ConfirmLogAdoption" or "ConfirmEvidenceErasure" ? approver : client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.That(answer.IsSuccessStatusCode, $"{name}: {(answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync())}");
        if (answer.Content.Headers.ContentType?.MediaType is "application/json")
        {
            Learn(JsonNode.Parse(await answer.Content.ReadAsStringAsync()));
        }
    }

    private string Address(string path, JsonObject operation)
    {
        var query = new List<string>();
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
        {
            if (parameter!["example"] is not { } example)
            {
                continue;
            }

            var (name, value) = (parameter.Text("name"), Uri.EscapeDataString(Here(parameter.Text("name"), example)!.GetValue<string>()));
            path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            if (parameter.Text("in") is "query")
            {
                query.Add($"{name}={value}");
            }
        }

        return $"{path}?{string.Join('&', query)}";
    }

    private JsonNode? Here(string name, JsonNode? example) => example switch
    {
        JsonObject document => new JsonObject(document.Select(member => KeyValuePair.Create(member.Key, Here(member.Key, member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(one => Here(name, one))]),
        JsonValue value when value.TryGetValue<string>(out var text) && OfNobody().IsMatch(text) => _known[name],
        _ => example?.DeepClone(),
    };

    private void Learn(JsonNode? answer)
    {
        foreach (var (name, value) in answer is JsonObject document ? document.ToArray() : [])
        {
            if (value is JsonValue text && text.TryGetValue<string>(out var id) && OfNobody().IsMatch(id))
            {
                Learn(name, id);
            }

            Learn(value);
        }

        foreach (var one in answer as JsonArray ?? [])
        {
            Learn(one);
        }
    }

    [GeneratedRegex("^[a-z]+[-_][0-9a-f]{32}(_|$)")]
    private static partial Regex OfNobody();
}
