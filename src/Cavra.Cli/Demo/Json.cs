using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cavra.Cli.Demo;

/// <summary>Short ways to the parts of an answer; what is not there stops the demo.</summary>
internal static class Json
{
    /// <summary>The member at a path such as <c>plan.retry_decisions.0.action</c>.</summary>
    public static JsonNode At(this JsonNode node, string path)
    {
        var current = node;
        foreach (var part in path.Split('.'))
        {
            var next = current switch
            {
                JsonArray list => list.ElementAtOrDefault(int.Parse(part, CultureInfo.InvariantCulture)),
                JsonObject members => members[part],
                _ => null,
            };
            current = next ?? throw new DemoStoppedException($"The answer has no {path}.");
        }

        return current;
    }

    public static string Text(this JsonNode node, string path) => node.At(path).ToString();

    public static int Number(this JsonNode node, string path) => node.At(path).GetValue<int>();

    public static bool Flag(this JsonNode node, string path) => node.At(path).GetValueKind() is JsonValueKind.True;

    public static IReadOnlyList<JsonNode> List(this JsonNode node, string path) => [.. node.At(path).AsArray().OfType<JsonNode>()];
}
