using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cavra.Infrastructure.Connectors;

/// <summary>
/// Reads the YAML form of a connector file: one document. What has an anchor, an alias or a tag is not read, and is a fault of its
/// own; everything around it is read. A plain <c>true</c>, number or <c>null</c> is what
/// it looks like; everything else, and everything quoted, is text.
/// </summary>
internal static class YamlTree
{
    private const int MaxDepth = 16;
    private const string Marked = "uses an anchor, an alias or a tag, which a configuration file must not";

    /// <exception cref="FormatException">It is not such a document; the message says where and never what.</exception>
    public static FileNode Read(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            parser.Consume<DocumentStart>();
            var node = Node(parser, depth: 0);
            parser.Consume<DocumentEnd>();
            parser.Consume<StreamEnd>();
            return node;
        }
        catch (YamlException exception)
        {
            throw new FormatException($"it is not one valid YAML document (line {exception.Start.Line})");
        }
    }

    private static FileNode Node(Parser parser, int depth)
    {
        if (parser.Accept<ParsingEvent>(out var next) && IsMarked(next))
        {
            parser.SkipThisAndNestedEvents();
            return new FileFault(Marked) { Line = next.Start.Line };
        }

        var start = Start(parser, depth);
        if (start is MappingStart)
        {
            var members = new List<KeyValuePair<string, FileNode>>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                members.Add(Member(parser, depth, start));
            }

            return new FileMapping(members) { Line = start.Start.Line };
        }

        if (start is SequenceStart)
        {
            var items = new List<FileNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(parser, depth + 1));
            }

            return new FileList(items) { Line = start.Start.Line };
        }

        return Typed((Scalar)start) with { Line = start.Start.Line };
    }

    private static KeyValuePair<string, FileNode> Member(Parser parser, int depth, NodeEvent mapping)
    {
        var name = parser.Consume<ParsingEvent>() as Scalar
            ?? throw new FormatException($"a member's name must be text (line {mapping.Start.Line})");
        var value = Node(parser, depth + 1);
        return KeyValuePair.Create(name.Value, (IsMarked(name) ? new FileFault(Marked) : value) with { Line = name.Start.Line });
    }

    private static bool IsMarked(ParsingEvent start) => start is AnchorAlias or NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false };

    private static NodeEvent Start(Parser parser, int depth)
    {
        var start = parser.Consume<ParsingEvent>();
        return start is NodeEvent node && depth < MaxDepth
            ? node
            : throw new FormatException($"its nesting is too deep (line {start.Start.Line})");
    }

    private static FileScalar Typed(Scalar scalar) =>
        new(scalar.Style is ScalarStyle.Plain ? PlainKind(scalar.Value) : ScalarKind.Text, scalar.Value);

    private static ScalarKind PlainKind(string text) => text switch
    {
        "true" or "false" => ScalarKind.Boolean,
        "" or "~" or "null" => ScalarKind.Null,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? ScalarKind.Number : ScalarKind.Text,
    };
}
