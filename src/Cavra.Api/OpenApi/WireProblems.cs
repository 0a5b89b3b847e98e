using Cavra.Api.Problems;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Cavra.Api.OpenApi;

/// <summary>The answers with a problem, which are the same whichever operation refuses.</summary>
internal static class WireProblems
{
    private static readonly int[] Statuses = [400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429, 431, 500, 503];

    public static Dictionary<string, IOpenApiResponse> All(IOpenApiSchema problem, OpenApiDocument document) =>
        Statuses.ToDictionary(NameOf, status => (IOpenApiResponse)new OpenApiResponse
        {
            Description = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            Headers = WireHeader.References([.. WireHeader.Common, .. FurtherHeaders(status)], document),
            Content = new Dictionary<string, OpenApiMediaType> { [Problem.MediaType] = new OpenApiMediaType { Schema = problem } },
        });

    public static OpenApiResponseReference Reference(int status, OpenApiDocument document) => new(NameOf(status), document);

    private static string NameOf(int status) => $"Problem{status}";

    private static WireHeader[] FurtherHeaders(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => [WireHeader.Authenticate, WireHeader.Cookie],
        StatusCodes.Status409Conflict or StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => [WireHeader.RetryAfter],
        _ => [],
    };
}

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
