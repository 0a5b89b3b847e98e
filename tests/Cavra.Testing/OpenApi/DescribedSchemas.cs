using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cavra.Testing.OpenApi;

/// <summary>Compares values with schemas, as far as the document uses them.</summary>
internal sealed class DescribedSchemas(JsonElement document)
{
    private static readonly HashSet<string> Known =
    [
        "$ref", "type", "enum", "pattern", "format", "required", "description", "default", "minimum", "maximum",
    ];

    private readonly ConcurrentDictionary<string, JsonElement> _references = new();
    private readonly ConcurrentDictionary<string, Regex> _patterns = new();

    /// <summary>The words of schemas that answers are not compared with, for nobody has taught it.</summary>
    public IEnumerable<string> Unknown() =>
        document.GetProperty("components").GetProperty("schemas").EnumerateObject().SelectMany(schema => UnknownIn(schema.Value));

    /// <summary>What is wrong with a value: where, as a JSON pointer, and what.</summary>
    public IEnumerable<string> Compare(JsonElement value, JsonElement schema, string pointer = "")
    {
        schema = Resolve(schema);
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            return OneOf(value, choices, pointer);
        }

        if (schema.TryGetProperty("type", out var type) && !Names(type).Any(name => IsOf(value, name)))
        {
            return [$"{pointer} is {KindOf(value)} and not {type}"];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => [.. InEnum(value, schema, pointer), .. Members(value, schema, pointer)],
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) =>
                value.EnumerateArray().SelectMany((item, index) => Compare(item, items, $"{pointer}/{index}")),
            JsonValueKind.String => [.. InEnum(value, schema, pointer), .. Text(value.GetString()!, schema, pointer)],
            _ => InEnum(value, schema, pointer),
        };
    }

    /// <summary>The object that a reference names; any other one itself.</summary>
    public JsonElement Resolve(JsonElement described) =>
        described.TryGetProperty("$ref", out var reference)
            ? _references.GetOrAdd(reference.GetString()!, path =>
                path.Split('/').Skip(1).Aggregate(document, (place, part) => place.GetProperty(part)))
            : described;

    private static IEnumerable<string> UnknownIn(JsonElement schema)
    {
        if (schema.ValueKind is not JsonValueKind.Object)
        {
            return [];
        }

        return schema.EnumerateObject().SelectMany(word => word.Name switch
        {
            "properties" => word.Value.EnumerateObject().SelectMany(member => UnknownIn(member.Value)),
            "oneOf" => word.Value.EnumerateArray().SelectMany(UnknownIn),
            "items" or "additionalProperties" => UnknownIn(word.Value),
            _ => Known.Contains(word.Name) ? [] : [word.Name],
        });
    }

    // Of null and a reference the reasons are those of the reference.
    private List<string> OneOf(JsonElement value, JsonElement choices, string pointer)
    {
        var reasons = choices.EnumerateArray().Select(choice => Compare(value, choice, pointer).ToList()).ToList();
        return reasons.Count(found => found.Count is 0) switch
        {
            0 => reasons[^1],
            1 => [],
            _ => [$"{pointer} is more than one of what it may be"],
        };
    }

    private static IEnumerable<string> InEnum(JsonElement value, JsonElement schema, string pointer) =>
        schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value))
            ? [$"{pointer} is {value.GetRawText()} and none of {words}"]
            : [];

    private IEnumerable<string> Members(JsonElement value, JsonElement schema, string pointer)
    {
        foreach (var name in schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(it => it.GetString()!) : [])
        {
            if (!value.TryGetProperty(name, out _))
            {
                yield return $"{pointer}/{name} is required and not there";
            }
        }

        schema.TryGetProperty("properties", out var properties);
        schema.TryGetProperty("additionalProperties", out var others);
        foreach (var member in value.EnumerateObject())
        {
            var isKnown = properties.ValueKind is JsonValueKind.Object && properties.TryGetProperty(member.Name, out _);
            var found = isKnown ? Compare(member.Value, properties.GetProperty(member.Name), $"{pointer}/{member.Name}")
                : others.ValueKind is JsonValueKind.False ? [$"{pointer}/{member.Name} is not described"]
                : others.ValueKind is JsonValueKind.Object ? Compare(member.Value, others, $"{pointer}/{member.Name}")
                : [];
            foreach (var reason in found)
            {
                yield return reason;
            }
        }
    }

    private IEnumerable<string> Text(string text, JsonElement schema, string pointer)
    {
        if (schema.TryGetProperty("pattern", out var pattern)
            && !_patterns.GetOrAdd(pattern.GetString()!, spelled => new Regex(spelled, RegexOptions.CultureInvariant)).IsMatch(text))
        {
            yield return $"{pointer} is not spelled like {pattern}";
        }

        if (schema.TryGetProperty("format", out var format) && format.GetString() is "date-time"
            && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            yield return $"{pointer} is no date-time";
        }
    }

    private static IEnumerable<string> Names(JsonElement type) =>
        type.ValueKind is JsonValueKind.Array ? type.EnumerateArray().Select(name => name.GetString()!) : [type.GetString()!];

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "integer" => value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _),
        _ => KindOf(value) == type,
    };

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
