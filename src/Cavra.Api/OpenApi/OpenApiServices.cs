using Cavra.Api.Security;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Cavra.Api.OpenApi;

/// <summary>Registers and maps the OpenAPI document, made from what is mapped, and the page that shows it.</summary>
internal static class OpenApiServices
{
    private const string Document = "v1";

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSingleton<BodyTypes>();
        services.AddSingleton<DocComments>();
        services.AddSingleton<ISerializerDataContractResolver, WireContracts>();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(Document, new OpenApiInfo
            {
                Title = "Cavra",
                Version = Document,
                Description = "Proof that failed delivery of rollback-drill evidence was noticed, routed, reviewed, retried and closed.",
            });
            options.CustomOperationIds(operation => operation.ActionDescriptor.EndpointMetadata
                .OfType<IEndpointNameMetadata>().LastOrDefault()?.EndpointName);
            options.CustomSchemaIds(new SchemaNames().Of);
            options.UseInlineDefinitionsForEnums();
            options.SupportNonNullableReferenceTypes();
            options.SchemaFilter<WireSchemas>();
            options.OperationFilter<WireOperations>();
            options.OperationFilter<WireAnswers>();
            options.OperationFilter<WireExamples>();
            options.DocumentFilter<WireComponents>();
            options.AddSecurityDefinition(WireOperations.BearerScheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API key: cavra_, the key's id, _ and 43 characters.",
            });
            options.AddSecurityDefinition(WireOperations.HeaderScheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = KeyAuthentication.HeaderName,
                Description = "The same, for clients that can't set Authorization.",
            });
            options.AddSecurityDefinition(WireOperations.CookieScheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = SessionCookie.Name,
                Description = "The console's session, for pages of this server alone. A header's credential goes before it.",
            });
        });
        return services;
    }

    public static IEndpointRouteBuilder MapOpenApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/openapi/v1.json", WriteAsync).WithName("GetOpenApi").ExcludeFromDescription()
            .RequireAuthorization(SecurityServices.ReadsDescription).WithMetadata(new IsForPeople());
        routes.MapSwaggerUI("swagger", options =>
        {
            options.DocumentTitle = "Cavra";
            options.SwaggerEndpoint("../openapi/v1.json", "Cavra");
        }).RequireAuthorization(SecurityServices.ReadsDescription).WithMetadata(new IsForPeople());
        return routes;
    }

    private static async Task WriteAsync(HttpContext http)
    {
        var document = http.RequestServices.GetRequiredService<ISwaggerProvider>().GetSwagger(
            Document, basePath: http.Request.PathBase.HasValue ? http.Request.PathBase.Value : null);
        http.Response.ContentType = "application/json; charset=utf-8";
        var text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, http.RequestAborted);
        await http.Response.WriteAsync(text, http.RequestAborted);
    }
}
