using System.Text.Json.Nodes;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Serving;

/// <summary>A problem document, for a person.</summary>
internal static class ProblemText
{
    public static void Print(Terminal terminal, Reply reply)
    {
        var problem = reply.Json as JsonObject ?? [];
        var detail = Text(problem, "detail") ?? Text(problem, "title") ?? "The server refused this and did not say why.";
        terminal.Fail($"{detail} ({Text(problem, "code") ?? $"HTTP {reply.Status}"})");
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
