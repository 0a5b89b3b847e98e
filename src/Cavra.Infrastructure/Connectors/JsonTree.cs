using System.Text.Json;

namespace Cavra.Infrastructure.Connectors;

/// <summary>Reads the JSON form of a connector file.</summary>
internal static class JsonTree
{
    private const int MaxDepth = 16;

    /// <exception cref="FormatException">It is not JSON; the message says where and never what.</exception>
    public static FileNode Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return Node(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"it is not valid JSON (line {exception.LineNumber + 1})");
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for half of a surrogate pair.
            throw new FormatException($"it holds half a character ({HalfCharacter.Place(text)})");
        }
    }

    private static FileNode Node(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new FileMapping(
            [.. element.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Node(member.Value)))]),
        JsonValueKind.Array => new FileList([.. element.EnumerateArray().Select(Node)]),
        JsonValueKind.String => new FileScalar(ScalarKind.Text, element.GetString()!),
        JsonValueKind.Number => new FileScalar(ScalarKind.Number, element.GetRawText()),
        JsonValueKind.True or JsonValueKind.False => new FileScalar(ScalarKind.Boolean, element.GetBoolean() ? "true" : "false"),
        _ => new FileScalar(ScalarKind.Null, ""),
    };
}
