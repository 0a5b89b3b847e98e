using System.Xml.Linq;
using Cavra.Domain.Abstractions;

namespace Cavra.Api.OpenApi;

/// <summary>Turns a doc comment into plain text for readers of the wire: in one line, names of the code as the wire spells them.</summary>
internal static class DocText
{
    public static string Of(XElement comment) =>
        string.Join(' ', string.Concat(comment.Nodes().Select(Part)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Part(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" or "paramref" } named => NameIn(named),
        XElement other => Of(other),
        _ => "",
    };

    private static string NameIn(XElement named)
    {
        var name = (string?)named.Attribute("langword") ?? (string?)named.Attribute("name") ?? (string?)named.Attribute("cref") ?? "";
        return $"`{WireName.SnakeCase(name[(name.LastIndexOfAny(['.', ':']) + 1)..])}`";
    }
}
