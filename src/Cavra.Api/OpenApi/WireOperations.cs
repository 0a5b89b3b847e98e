using Cavra.Api.Events;
using Cavra.Api.Wire;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Cavra.Api.OpenApi;

/// <summary>Tells of an operation what its handler reads from the request itself: path, query, headers, credential.</summary>
internal sealed class WireOperations : IOperationFilter
{
    public const string BearerScheme = "bearer";

    public const string HeaderScheme = "api_key";

    public const string CookieScheme = "console_session";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        operation.Parameters =
        [
            .. PathOf(context.ApiDescription.RelativePath ?? ""),
            .. metadata.OfType<QueryShape>().SelectMany(shape => QueryOf(shape.Filter)),
            .. metadata.OfType<TakesIdempotencyKey>().Select(_ => Header(Idempotency.Header, "Kept 24 hours: the same key and body get the first answer again.", 255)),
            .. metadata.OfType<TakesIfMatch>().Select(_ => Header("If-Match", "The ETag of the version decided on.", maxLength: null)),
            .. metadata.OfType<TakesPrefer>().Select(_ => Header(
                Preferences.Header, "respond-async: answered with 202 once it is begun, where something is to be done and there is room. Others are ignored.",
                maxLength: null)),
            .. metadata.OfType<TakesLastEventId>().Select(_ => Header(EventEndpoints.LastEventId, "The id of the last event received: the stream goes on after it.", maxLength: null)),
        ];
        operation.Security = metadata.OfType<IAllowAnonymous>().Any()
            ? []
            : [Requirement(BearerScheme, context), Requirement(HeaderScheme, context), Requirement(CookieScheme, context)];
    }

    private static IEnumerable<OpenApiParameter> PathOf(string path) =>
        from part in path.Split('/')
        where part.StartsWith('{')
        let name = part.Trim('{', '*', '}').Split(':')[0]
        select new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Path,
            Description = WireParameters.InPath.GetValueOrDefault(name),
            Required = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };

    private static IEnumerable<OpenApiParameter> QueryOf(Type filter) =>
        from parameter in QueryReader.ParametersOf(filter)
        select new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = WireParameters.InQuery.GetValueOrDefault(parameter.Name),
            Schema = WireTypes.SchemaOf(parameter.Type, parameter.Range, parameter.Default, WireWords.Of(filter, parameter.Name)),
        };

    private static OpenApiParameter Header(string name, string description, int? maxLength) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = maxLength },
    };

    private static OpenApiSecurityRequirement Requirement(string scheme, OperationFilterContext context) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] };
}
