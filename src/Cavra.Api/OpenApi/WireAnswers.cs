using System.Globalization;
using Cavra.Api.Access;
using Cavra.Api.Events;
using Cavra.Api.Problems;
using Cavra.Api.Wire;
using Cavra.Application.Messaging;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Cavra.Api.OpenApi;

/// <summary>
/// Tells of an operation's answers what its mapping implies: which problems there may be, which headers answers have, what the media
/// type of a file is.
/// </summary>
internal sealed class WireAnswers : IOperationFilter
{
    private static readonly int[] Anybody = [400, 429, 431, 500];

    private static readonly int[] Callers = [401, 403, 503];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var api = context.ApiDescription;
        var metadata = api.ActionDescriptor.EndpointMetadata;
        var answers = metadata.OfType<IProducesResponseTypeMetadata>().ToList();
        var described = new SortedDictionary<int, IOpenApiResponse>();
        foreach (var answer in answers.Where(answer => answer.Type != typeof(Problem)))
        {
            var response = (OpenApiResponse)operation.Responses![Key(answer.StatusCode)];
            response.Headers = WireHeader.References(HeadersOf(answer, metadata), context.Document);
            response.Content = response.Content is { Count: > 0 } document ? document : FileOf(answer);
            AddOthers(response, metadata, context);
            described[answer.StatusCode] = response;
        }

        var stated = answers.Where(answer => answer.Type == typeof(Problem)).Select(answer => answer.StatusCode);
        foreach (var status in stated.Concat(ImpliedBy(metadata, api.RelativePath ?? "")))
        {
            described.TryAdd(status, WireProblems.Reference(status, context.Document));
        }

        operation.Responses = [];
        foreach (var (status, response) in described)
        {
            operation.Responses[Key(status)] = response;
        }
    }

    private static void AddOthers(OpenApiResponse response, IList<object> metadata, OperationFilterContext context)
    {
        foreach (var content in response.Content?.Values ?? [])
        {
            foreach (var other in metadata.OfType<AlsoAnswers>())
            {
                content.Schema = new OpenApiSchema
                {
                    OneOf = [content.Schema!, context.SchemaGenerator.GenerateSchema(other.Type, context.SchemaRepository)],
                };
            }
        }
    }

    private static IEnumerable<int> ImpliedBy(IList<object> metadata, string path) =>
    [
        .. Anybody,
        .. metadata.OfType<IAllowAnonymous>().Any() ? (int[])[] : Callers,
        .. path.Contains('{', StringComparison.Ordinal) ? [404] : (int[])[],
        .. metadata.OfType<IAcceptsMetadata>().Any() ? [413, 415] : (int[])[],
        .. metadata.OfType<TakesIdempotencyKey>().Any() ? [409, 422] : (int[])[],
        .. metadata.OfType<TakesIfMatch>().Any() ? [412] : (int[])[],
    ];

    private static IEnumerable<WireHeader> HeadersOf(IProducesResponseTypeMetadata answer, IList<object> metadata) =>
    [
        .. metadata.OfType<IAllowAnonymous>().Any() ? [WireHeader.RequestId] : WireHeader.Common,
        .. answer.StatusCode switch
        {
            StatusCodes.Status201Created => [WireHeader.Location],
            StatusCodes.Status202Accepted => [WireHeader.Location, WireHeader.PreferenceApplied],
            _ => (WireHeader[])[],
        },
        .. answer.Type is { } type && type.IsAssignableTo(typeof(IVersioned)) ? [WireHeader.ETag] : (WireHeader[])[],
        .. metadata.OfType<TakesIdempotencyKey>().Any() ? [WireHeader.Replayed] : (WireHeader[])[],
        .. metadata.OfType<SetsCookie>().Any() ? [WireHeader.Cookie] : (WireHeader[])[],
        .. answer.ContentTypes.Contains(ZipFile) ? [WireHeader.Disposition] : (WireHeader[])[],
        .. metadata.OfType<TakesLastEventId>().Any() ? [WireHeader.Unbuffered] : (WireHeader[])[],
    ];

    private const string ZipFile = "application/zip";

    private static Dictionary<string, OpenApiMediaType> FileOf(IProducesResponseTypeMetadata answer) =>
        answer.ContentTypes.ToDictionary(type => type.Split(';')[0], type => new OpenApiMediaType
        {
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Format = type.StartsWith("text/", StringComparison.Ordinal) ? null : "binary",
            },
        });

    private static string Key(int status) => status.ToString(CultureInfo.InvariantCulture);
}
