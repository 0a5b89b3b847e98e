using System.Text.Json;
using System.Text.RegularExpressions;
using Cavra.Domain.Abstractions;

namespace Cavra.Application.Wire;

/// <summary>Says which member broke which rule, from what the JSON reader reports; never a value.</summary>
public static partial class JsonProblems
{
    /// <summary>Said of null where a value is needed.</summary>
    public const string NoNull = "Null is not a value here.";

    public static (string Member, string Rule) Explain(JsonException exception, Type body)
    {
        var member = Presentable(MemberPointer.OfJsonPath(exception.Path));
        if (MissingMembers().Match(exception.Message) is { Success: true } missing)
        {
            return ($"{member}/{missing.Groups[1].Value}", "Required.");
        }

        return (member, RuleOf(exception, TypeAt(body, MemberPointer.OfJsonPath(exception.Path))));
    }

    private static string RuleOf(JsonException exception, Type? expected)
    {
        var (message, inner) = (exception.Message, exception.InnerException);
        if (message.Contains("could not be mapped to any", StringComparison.Ordinal))
        {
            return "Unknown member.";
        }

        // Of members and of the keys of a map, which .NET words differently.
        if (message.StartsWith("Duplicate propert", StringComparison.Ordinal))
        {
            return "Given twice.";
        }

        if (message.Contains("doesn't allow null", StringComparison.Ordinal)
            || inner is InvalidOperationException && inner.Message.Contains("'Null'", StringComparison.Ordinal))
        {
            return NoNull;
        }

        if (inner is JsonException || IsTheReadersOwn(exception))
        {
            return (inner ?? exception).Message.Contains("maximum configured depth", StringComparison.Ordinal)
                ? $"Nested deeper than {WireJson.MaxDepth} levels."
                : "Not well-formed JSON.";
        }

        return message.Contains("Path:", StringComparison.Ordinal) ? $"Must be {KindOf(expected)}." : message;
    }

    // The reader's messages quote the character they stumbled over.
    private static bool IsTheReadersOwn(JsonException exception) =>
        exception.Path is null && exception.Message.Contains("BytePositionInLine", StringComparison.Ordinal);

    private static string KindOf(Type? type) => type switch
    {
        null => "of another type",
        _ when type == typeof(string) => "text",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) => "a whole number in range",
        _ when type == typeof(double) || type == typeof(decimal) => "a number",
        _ when typeof(System.Collections.IDictionary).IsAssignableFrom(type) || DictionaryValue(type) is not null => "an object",
        _ when ListItem(type) is not null => "a list",
        _ => "an object",
    };

    private static Type? TypeAt(Type type, string pointer)
    {
        var current = type;
        foreach (var part in pointer.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = DictionaryValue(current) ?? ListItem(current)
                ?? current.GetProperties().FirstOrDefault(property => WireName.SnakeCase(property.Name) == part)?.PropertyType;
            if (next is null)
            {
                return null;
            }

            current = Bare(next);
        }

        return current;
    }

    private static Type Bare(Type type) =>
        Nullable.GetUnderlyingType(type)
        ?? (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>) ? type.GetGenericArguments()[0] : type);

    private static Type? DictionaryValue(Type type) =>
        Interface(type, typeof(IReadOnlyDictionary<,>))?.GetGenericArguments()[1];

    private static Type? ListItem(Type type) =>
        type == typeof(string) ? null : Interface(type, typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static Type? Interface(Type type, Type open) =>
        type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == open);

    /// <summary>The pointer with every part that is not spelled like a member hidden: it may be a value in the wrong place.</summary>
    private static string Presentable(string pointer) => string.Join('/', pointer.Split('/').Select((part, index) => index is 0 ? part : MemberName.Presentable(part)));

    [GeneratedRegex("missing required properties including: '([a-z0-9_]+)'", RegexOptions.CultureInvariant)]
    private static partial Regex MissingMembers();
}
