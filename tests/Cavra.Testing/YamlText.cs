using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Cavra.Testing;

/// <summary>YAML as the nodes that tests look at.</summary>
internal static class YamlText
{
    /// <summary>Every document of a text.</summary>
    public static IReadOnlyList<JsonNode> Documents(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => Node(document.RootNode)!)];
    }

    /// <summary>The one document of a text.</summary>
    public static JsonNode Document(string text) => Documents(text).Single();

    private static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(
            mapping.Select(member => KeyValuePair.Create(((YamlScalarNode)member.Key).Value!, Node(member.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Select(Node)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } plain } => Typed(plain),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new FormatException($"Line {node.Start.Line} holds something that tests do not look at."),
    };

    private static JsonValue? Typed(string plain) => plain switch
    {
        "" or "~" or "null" => null,
        "true" or "false" => JsonValue.Create(plain is "true"),
        _ when int.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(plain),
    };
}
