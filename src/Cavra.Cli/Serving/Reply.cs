using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Serving;

/// <summary>What came back from the server: a document, a problem, or nothing that is Cavra's.</summary>
/// <param name="Status">The HTTP status; 0 when nobody answered.</param>
/// <param name="Json">The answer as it came; null when it is not JSON.</param>
/// <param name="Failure">Why there is no answer; null when there is one.</param>
internal sealed record Reply(int Status, JsonNode? Json, string? Failure)
{
    // A member that is missing is found here, and not later by whoever prints it.
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The server's clock when it answered, to the second; null when it did not say.</summary>
    public DateTimeOffset? ServedAt { get; init; }

    /// <summary>The version of the document, as its ETag says; null where it has none.</summary>
    public string? Version { get; init; }

    public bool IsDocument => Status is >= 200 and < 300 && Json is not null;

    public static Reply NoAnswer(string failure) => new(0, null, failure);

    /// <summary>The document in its type; members the command does not know are left alone. Null when it is not of that type.</summary>
    public T? Read<T>()
        where T : class
    {
        try
        {
            return Json.Deserialize<T>(Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A request's body, its null members left out.</summary>
    public static JsonObject Body(params IEnumerable<(string Name, object? Value)> members) => new(
        from member in members
        where member.Value is not null
        select KeyValuePair.Create(member.Name, JsonSerializer.SerializeToNode(member.Value)));
}

/// <summary>A problem document, for a person.</summary>
internal static class ProblemText
{
    public static string? Code(Reply reply) => Text(reply.Json as JsonObject ?? [], "code");

    public static void Print(Terminal terminal, Reply reply)
    {
        var problem = reply.Json as JsonObject ?? [];
        var detail = Text(problem, "detail") ?? Text(problem, "title") ?? "The server refused this and did not say why.";
        terminal.Fail($"{detail} ({Code(reply) ?? $"HTTP {reply.Status}"})");
        foreach (var (pointer, rules) in problem["errors"] as JsonObject ?? [])
        {
            terminal.Fail($"  {pointer}: {string.Join(" ", Rules(rules))}");
        }

        if (Text(problem, "trace_id") is { Length: > 0 } trace)
        {
            terminal.Fail($"  trace id {trace}");
        }
    }

    private static string? Text(JsonObject problem, string member) =>
        problem[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static IEnumerable<string> Rules(JsonNode? rules) => rules switch
    {
        JsonArray list => list.Select(rule => rule?.ToString() ?? ""),
        null => [],
        _ => [rules.ToString()],
    };
}
