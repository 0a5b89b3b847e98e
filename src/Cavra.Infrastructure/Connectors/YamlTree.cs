using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cavra.Infrastructure.Connectors;

/// <summary>
/// Reads the YAML form of a connector file: one document, no anchors, no tags. A plain <c>true</c>, number or <c>null</c> is what
/// it looks like; everything else, and everything quoted, is text.
/// </summary>
internal static class YamlTree
{
    private const int MaxDepth = 16;

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
        var start = Start(parser, depth);
        if (start is MappingStart)
        {
            var members = new List<KeyValuePair<string, FileNode>>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var name = Start(parser, depth) as Scalar
                    ?? throw new FormatException($"a member's name must be text (line {start.Start.Line})");
                members.Add(KeyValuePair.Create(name.Value, Node(parser, depth + 1) with { Line = name.Start.Line }));
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

    private static NodeEvent Start(Parser parser, int depth)
    {
        var start = parser.Consume<ParsingEvent>();
        return start is NodeEvent { Anchor.IsEmpty: true, Tag.IsEmpty: true } node && depth < MaxDepth
            ? node
            : throw new FormatException($"it uses an anchor, an alias, a tag or too deep a nesting (line {start.Start.Line})");
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
