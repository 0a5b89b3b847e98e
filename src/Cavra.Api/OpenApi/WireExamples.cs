using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Cavra.Api.OpenApi;

/// <summary>
/// Gives each body the example that is kept in a file of the operation's name, and each parameter that takes any text the one that is
/// kept for its name.
/// </summary>
internal sealed class WireExamples : IOperationFilter
{
    private static readonly Lazy<JsonNode> OfParameters = new(() => Read("parameters")!);

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(TakesAnyText) ?? [])
        {
            parameter.Example = OfParameters.Value[parameter.Name!]?.DeepClone();
        }

        foreach (var content in operation.RequestBody?.Content?.Values ?? [])
        {
            content.Example = Read(operation.OperationId!);
        }
    }

    private static bool TakesAnyText(OpenApiParameter parameter) =>
        parameter.In is ParameterLocation.Path or ParameterLocation.Query
        && parameter.Schema is { Type: JsonSchemaType.String, Enum: not { Count: > 0 } };

    private static JsonNode? Read(string name)
    {
        using var file = typeof(WireExamples).Assembly.GetManifestResourceStream($"OpenApi/Examples/{name}");
        return file is null ? null : JsonNode.Parse(file);
    }
}
