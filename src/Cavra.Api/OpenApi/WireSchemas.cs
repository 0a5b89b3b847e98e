using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Cavra.Domain.Abstractions;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Cavra.Api.OpenApi;

/// <summary>
/// Tells of a schema what the types alone do not: how ids are spelled, and what a record's constructor says of its members, which
/// are required, what the others default to, what range they lie in.
/// </summary>
internal sealed class WireSchemas : ISchemaFilter
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

        var constructor = context.Type.GetConstructors().MaxBy(c => c.GetParameters().Length);
        if (document.Properties is not { Count: > 0 } properties || constructor is null)
        {
            return;
        }

        document.Required = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var parameter in constructor.GetParameters())
        {
            var name = WireName.SnakeCase(parameter.Name!);
            if (!properties.TryGetValue(name, out var property))
            {
                continue;
            }

            if (!parameter.HasDefaultValue)
            {
                document.Required.Add(name);
            }

            if (property is OpenApiSchema member)
            {
                member.Default = parameter.HasDefaultValue ? WireTypes.DefaultOf(parameter.DefaultValue) : null;
                WireTypes.Bound(member, parameter.GetCustomAttribute<RangeAttribute>());
            }
        }
    }
}
