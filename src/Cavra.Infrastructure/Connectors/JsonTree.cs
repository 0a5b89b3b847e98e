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

/// <summary>A part of a connector file, whichever language the file is written in. Keeps members that are given twice.</summary>
internal abstract record FileNode;

internal sealed record FileMapping(IReadOnlyList<KeyValuePair<string, FileNode>> Members) : FileNode;

internal sealed record FileList(IReadOnlyList<FileNode> Items) : FileNode;

internal sealed record FileScalar(ScalarKind Kind, string Text) : FileNode;

internal enum ScalarKind
{
    Text,
    Number,
    Boolean,
    Null,
}
