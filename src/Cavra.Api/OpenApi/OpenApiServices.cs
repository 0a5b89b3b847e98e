using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Cavra.Api.Security;
using Cavra.Application.Wire;
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

/// <summary>
/// Names schemas after their types. Where two features have a type of the same name, the second is led by its feature's.
/// </summary>
internal sealed class SchemaNames
{
    private readonly ConcurrentDictionary<string, Type> _taken = new();

    public string Of(Type type)
    {
        var name = Plain(type);
        return _taken.GetOrAdd(name, type) == type ? name : Feature(type) + name;
    }

    private static string Plain(Type type) => type.IsGenericType
        ? string.Concat(type.GetGenericArguments().Select(Plain)) + type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]
        : type.Name;

    private static string Feature(Type type) => type.Namespace![(type.Namespace!.LastIndexOf('.') + 1)..];
}

/// <summary>How types look on the wire, as the serializer writes them: typed ids are text, optional members are what they hold.</summary>
internal sealed class WireContracts : ISerializerDataContractResolver
{
    private readonly JsonSerializerDataContractResolver _json = new(WireJson.Options);

    public DataContract GetDataContractForType(Type type)
    {
        var held = WireTypes.Held(type);
        if (WireTypes.PrefixOf(held) is not null)
        {
            return DataContract.ForPrimitive(type, DataType.String, dataFormat: null);
        }

        return typeof(JsonNode).IsAssignableFrom(held) ? DataContract.ForDynamic(type) : _json.GetDataContractForType(held);
    }
}
