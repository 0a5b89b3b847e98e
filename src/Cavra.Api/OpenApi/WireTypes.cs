using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Microsoft.OpenApi;

namespace Cavra.Api.OpenApi;

/// <summary>What the wire makes of .NET's types.</summary>
internal static class WireTypes
{
    /// <summary>The prefix of a typed id; null for any other type.</summary>
    public static string? PrefixOf(Type type)
    {
        var contract = type.IsValueType
            ? Array.Find(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>))
            : null;
        return contract is null
            ? null
            : (string)type.GetProperty(nameof(IId<>.Prefix), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
    }

    /// <summary>The type that an optional or nullable one holds; any other type itself.</summary>
    public static Type Held(Type type) =>
        Nullable.GetUnderlyingType(type)
        ?? (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>) ? type.GetGenericArguments()[0] : type);

    /// <summary>The schema of one value in a path or a query.</summary>
    public static OpenApiSchema SchemaOf(Type type, RangeAttribute? range, object? fallback, IList<JsonNode>? words)
    {
        var held = Held(type);
        var schema = new OpenApiSchema { Type = JsonSchemaType.String, Default = DefaultOf(fallback) };
        if (PrefixOf(held) is { } prefix)
        {
            schema.Pattern = PatternOf(prefix);
        }
        else if (held == typeof(bool))
        {
            schema.Type = JsonSchemaType.Boolean;
        }
        else if (held == typeof(int) || held == typeof(long))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.Integer, held == typeof(int) ? "int32" : "int64");
        }
        else if (held == typeof(DateTimeOffset))
        {
            schema.Format = "date-time";
        }
        else
        {
            schema.Enum = words;
        }

        Bound(schema, range);
        return schema;
    }

    /// <summary>The same schema, which takes null or does not.</summary>
    public static IOpenApiSchema NullOrNot(IOpenApiSchema schema, bool mayBeNull)
    {
        if (schema is not OpenApiSchema { Type: { } type } plain)
        {
            return schema is OpenApiSchemaReference && mayBeNull
                ? new OpenApiSchema { OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, schema] }
                : schema;
        }

        plain.Type = mayBeNull ? type | JsonSchemaType.Null : type & ~JsonSchemaType.Null;
        if (mayBeNull && plain.Enum is { Count: > 0 } words)
        {
            plain.Enum = [.. words, JsonNullSentinel.JsonNull];
        }

        return plain;
    }

    public static void Bound(OpenApiSchema schema, RangeAttribute? range)
    {
        if (range is not null)
        {
            schema.Minimum = Convert.ToString(range.Minimum, CultureInfo.InvariantCulture);
            schema.Maximum = Convert.ToString(range.Maximum, CultureInfo.InvariantCulture);
        }
    }

    public static JsonNode? DefaultOf(object? fallback) =>
        fallback is null or DBNull ? null : JsonSerializer.SerializeToNode(fallback, fallback.GetType(), WireJson.Options);

    public static string PatternOf(string prefix) => $"^{prefix}-[0-9a-f]{{32}}$";
}
