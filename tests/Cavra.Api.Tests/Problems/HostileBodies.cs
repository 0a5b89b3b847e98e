using System.Text.Json.Nodes;

namespace Cavra.Api.Tests.Problems;

/// <summary>Bodies as the OpenAPI document describes them, in which one value or one name, at any depth, is hostile.</summary>
internal sealed class HostileBodies(JsonObject document, string[] values, string[] names)
{
    private const string HostileValue = "hostile value";
    private const string HostileName = "hostile name";

    // Not required by the document, but in place of others that are not there.
    private static readonly string[] NeededToo = ["cron", "since", "until"];

    public IEnumerable<string> Of(JsonObject operation) =>
        operation["requestBody"]?["content"]?["application/json"]?["schema"] is { } schema
            ? Places(schema, "body").SelectMany(Written)
            : [];

    // Each with one hostile value or name in it: instead of the whole, of a member, of an item, of a value of a map; beside the members.
    private IEnumerable<JsonNode> Places(JsonNode schema, string name)
    {
        var resolved = Resolved(schema);
        var inMap = resolved["additionalProperties"] as JsonObject;
        IEnumerable<JsonNode> places = [HostileValue];
        places = places.Concat((resolved["properties"]?.AsObject() ?? [])
            .SelectMany(member => Places(member.Value!, member.Key).Select(place => With(resolved, name, member.Key, place))));
        if (resolved["items"] is { } items)
        {
            places = places.Concat(Places(items, name).Select(place => new JsonArray(place)));
        }

        if (inMap is not null)
        {
            places = places.Concat(Places(inMap, name).Select(place => With(resolved, name, "x", place)));
        }

        return TypeOf(resolved) is "object"
            ? places.Append(With(resolved, name, HostileName, inMap is null ? HostileValue : Sample(inMap, name)))
            : places;
    }

    // What nothing is wrong with.
    private JsonNode Sample(JsonNode schema, string name)
    {
        var resolved = Resolved(schema);
        return TypeOf(resolved) switch
        {
            "object" => new JsonObject((resolved["required"]?.AsArray() ?? [])
                .Select(it => (string)it!)
                .Concat(NeededToo.Where(it => resolved["properties"]?[it] is not null))
                .Distinct()
                .Select(it => KeyValuePair.Create(it, (JsonNode?)Sample(resolved["properties"]![it]!, it)))),
            "array" => new JsonArray(Sample(resolved["items"]!, name)),
            "boolean" => false,
            "integer" or "number" => 1,
            _ => resolved["enum"]?[0]!.DeepClone() ?? Text((string?)resolved["format"], name),
        };
    }

    private JsonObject With(JsonObject schema, string name, string member, JsonNode value)
    {
        var body = Sample(schema, name).AsObject();
        body[member] = value;
        return body;
    }

    private IEnumerable<string> Written(JsonNode place)
    {
        var text = place.ToJsonString();
        var named = text.Contains(HostileName, StringComparison.Ordinal)
            ? names.Select(name => text.Replace(HostileName, name, StringComparison.Ordinal))
            : [text];
        return named.SelectMany(it => it.Contains(HostileValue, StringComparison.Ordinal)
            ? values.Select(value => it.Replace($"\"{HostileValue}\"", value, StringComparison.Ordinal))
            : [it]);
    }

    private JsonObject Resolved(JsonNode schema)
    {
        var one = (schema["oneOf"] ?? schema["allOf"])?.AsArray().First(it => it!["$ref"] is not null) ?? schema;
        return one["$ref"] is { } reference ? Resolved(document["components"]!["schemas"]![((string)reference!).Split('/')[^1]]!) : one.AsObject();
    }

    private static string? TypeOf(JsonObject schema) => schema["type"] switch
    {
        JsonArray types => types.Select(it => (string)it!).First(it => it is not "null"),
        var type => (string?)type,
    };

    private static string Text(string? format, string name) => (format, name) switch
    {
        ("date-time", "until" or "end_at" or "expires_at" or "defer_until") => "2026-12-01T09:00:00Z",
        ("date-time", _) => "2026-11-01T09:00:00Z",
        (_, "cron") => "30 2 * * *",
        (_, "roles") => "operator",
        (_, "allow_networks") => "127.0.0.0/8",
        (_, "provider" or "providers" or "notification_providers") => "webhook",
        (_, "runbook_ref") => "runbook://x/y",
        (_, "target_mode") => "disabled",
        _ => "x",
    };
}
