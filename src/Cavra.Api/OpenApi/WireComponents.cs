using Cavra.Api.Problems;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Cavra.Api.OpenApi;

/// <summary>Puts into the document what several operations refer to: headers, and answers with a problem.</summary>
internal sealed class WireComponents : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var components = swaggerDoc.Components ??= new OpenApiComponents();
        components.Headers = WireHeader.All.ToDictionary(header => header.Name, header => (IOpenApiHeader)header.ToOpenApi());
        components.Responses = WireProblems.All(
            context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository), swaggerDoc);
    }
}
