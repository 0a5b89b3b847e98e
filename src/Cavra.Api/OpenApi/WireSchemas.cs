using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Cavra.Api.OpenApi;

/// <summary>
/// Tells of a schema what the serializer does and the types alone do not say: how ids are spelled, which members may be null, which
/// are always there, what the others default to, what range they lie in, and what the code's comments say of them.
/// </summary>
internal sealed class WireSchemas(BodyTypes bodies, DocComments comments) : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema document)
        {
            return;
        }

        if (WireTypes.PrefixOf(WireTypes.Held(context.Type)) is { } prefix)
        {
            document.Pattern = WireTypes.PatternOf(prefix);
        }

        if (document.Properties is not { Count: > 0 } properties)
        {
            return;
        }

        document.Description = comments.OfType(context.Type);
        var isBody = bodies.Include(context.Type);
        var parameters = ParametersOf(context.Type);
        document.Required = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var member in WireJson.Options.GetTypeInfo(context.Type).Properties.Where(member => properties.ContainsKey(member.Name)))
        {
            var parameter = parameters.GetValueOrDefault(member.Name);
            if (properties[member.Name] is OpenApiSchema described)
            {
                described.Default = isBody && parameter is { HasDefaultValue: true } ? WireTypes.DefaultOf(parameter.DefaultValue) : null;
                WireTypes.Bound(described, parameter?.GetCustomAttribute<RangeAttribute>());
            }

            properties[member.Name] = WireTypes.NullOrNot(properties[member.Name], isBody ? TakesNull(member) : WritesNull(member));
            properties[member.Name].Description = Described(member);
            if (isBody ? parameter is { HasDefaultValue: false } : !IsLeftOutAsNull(member))
            {
                document.Required.Add(member.Name);
            }
        }
    }

    private string? Described(JsonPropertyInfo member) =>
        comments.OfMember(member.AttributeProvider as MemberInfo) is { } text
            ? string.Join(' ', ((string?[])[text, comments.OfWords(member.PropertyType)]).OfType<string>())
            : null;

    private static Dictionary<string, ParameterInfo> ParametersOf(Type type) =>
        (type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)?.GetParameters() ?? [])
        .ToDictionary(parameter => WireName.SnakeCase(parameter.Name!));

    private static bool TakesNull(JsonPropertyInfo member) => member.AssociatedParameter?.IsNullable ?? member.IsSetNullable;

    private static bool WritesNull(JsonPropertyInfo member) => member.IsGetNullable && !IsLeftOutAsNull(member);

    private static bool IsLeftOutAsNull(JsonPropertyInfo member) =>
        member.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
            .OfType<JsonIgnoreAttribute>().Any(ignore => ignore.Condition is JsonIgnoreCondition.WhenWritingNull) is true;
}
