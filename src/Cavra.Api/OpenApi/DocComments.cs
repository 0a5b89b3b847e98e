using System.Collections.Concurrent;
using System.Reflection;
using System.Xml.Linq;
using Cavra.Domain.Abstractions;

namespace Cavra.Api.OpenApi;

/// <summary>
/// What the code's doc comments say of types and their members, from the files that the compiler writes beside the assemblies. None is
/// read before the document is asked for; where one is missing, the document says less.
/// </summary>
internal sealed class DocComments
{
    private readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> _read = new();

    public string? OfType(Type type) => Text(Find(type, $"T:{NameOf(type)}")?.Element("summary"));

    /// <summary>The member's own comment or, where a record's parameter made it, the parameter's.</summary>
    public string? OfMember(MemberInfo? member) => member?.DeclaringType is { } type
        ? Text(Find(type, $"{(member is FieldInfo ? 'F' : 'P')}:{NameOf(type)}.{member.Name}")?.Element("summary"))
            ?? Text(Find(type, $"T:{NameOf(type)}")?.Elements("param").FirstOrDefault(param => (string?)param.Attribute("name") == member.Name))
        : null;

    /// <summary>Those words of an enum that a comment explains, each with its explanation; null for any other type.</summary>
    public string? OfWords(Type type)
    {
        var held = WireTypes.Held(type);
        var words = !held.IsEnum ? [] :
            from field in held.GetFields(BindingFlags.Public | BindingFlags.Static)
            let text = OfMember(field)
            where text is not null
            select $"`{WireName.SnakeCase(field.Name)}`: {text}";
        return words.Any() ? string.Join(' ', words) : null;
    }

    private static string NameOf(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private XElement? Find(Type type, string name) => _read.GetOrAdd(type.Assembly, Read).GetValueOrDefault(name);

    private static string? Text(XElement? comment) => comment is null ? null : DocText.Of(comment);

    private static Dictionary<string, XElement> Read(Assembly assembly)
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
        return IsOurs(assembly) && File.Exists(path)
            ? XDocument.Load(path).Descendants("member").ToDictionary(member => (string)member.Attribute("name")!)
            : [];
    }

    private static bool IsOurs(Assembly assembly) => assembly.GetName().Name!.StartsWith("Cavra.", StringComparison.Ordinal);
}

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
