using System.Text;
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
            var bytes = Encoding.UTF8.GetBytes(text);
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            var node = Node(ref reader, new Lines(bytes));

            // Whatever follows is refused by the reader itself.
            reader.Read();
            return node;
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

    private static FileNode Node(ref Utf8JsonReader reader, Lines lines)
    {
        var line = lines.Of(reader.TokenStartIndex);
        FileNode node = reader.TokenType switch
        {
            JsonTokenType.StartObject => Mapping(ref reader, lines),
            JsonTokenType.StartArray => List(ref reader, lines),
            JsonTokenType.String => new FileScalar(ScalarKind.Text, reader.GetString()!),
            JsonTokenType.Number => new FileScalar(ScalarKind.Number, Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.True => new FileScalar(ScalarKind.Boolean, "true"),
            JsonTokenType.False => new FileScalar(ScalarKind.Boolean, "false"),
            _ => new FileScalar(ScalarKind.Null, ""),
        };
        return node with { Line = line };
    }

    private static FileMapping Mapping(ref Utf8JsonReader reader, Lines lines)
    {
        var members = new List<KeyValuePair<string, FileNode>>();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var (name, line) = (reader.GetString()!, lines.Of(reader.TokenStartIndex));
            reader.Read();
            members.Add(KeyValuePair.Create(name, Node(ref reader, lines) with { Line = line }));
        }

        return new FileMapping(members);
    }

    private static FileList List(ref Utf8JsonReader reader, Lines lines)
    {
        var items = new List<FileNode>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            items.Add(Node(ref reader, lines));
        }

        return new FileList(items);
    }

    /// <summary>Tells lines by positions.</summary>
    private sealed class Lines(byte[] text)
    {
        private readonly long[] _breaks = [.. Enumerable.Range(0, text.Length).Where(at => text[at] == '\n').Select(at => (long)at)];

        public long Of(long position) => ~Array.BinarySearch(_breaks, position) + 1;
    }
}

/// <summary>A part of a connector file, whichever language the file is written in. Keeps members that are given twice.</summary>
internal abstract record FileNode
{
    /// <summary>The line it begins on, or its member's name does; from 1.</summary>
    public long Line { get; init; }
}

internal sealed record FileMapping(IReadOnlyList<KeyValuePair<string, FileNode>> Members) : FileNode;

internal sealed record FileList(IReadOnlyList<FileNode> Items) : FileNode;

internal sealed record FileScalar(ScalarKind Kind, string Text) : FileNode;

/// <summary>What was not read, and why.</summary>
internal sealed record FileFault(string Rule) : FileNode
{
    /// <summary>Every such place below a node, by the members that lead there.</summary>
    public static IEnumerable<(string Member, FileFault Fault)> In(FileNode node, string path = "") => node switch
    {
        FileFault fault => [(path, fault)],
        FileMapping mapping => mapping.Members.SelectMany(member => In(member.Value, $"{path}{(path == "" ? "" : ".")}{ConnectorMembers.Shown(member.Key)}")),
        FileList list => list.Items.SelectMany(item => In(item, path)),
        _ => [],
    };
}

internal enum ScalarKind
{
    Text,
    Number,
    Boolean,
    Null,
}
