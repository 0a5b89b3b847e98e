using Cavra.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Access;

/// <summary>Asks what is mapped, by the names it is mapped under.</summary>
internal static class MappedEndpoints
{
    public static IReadOnlyList<RouteEndpoint> Endpoints(this CavraApp app) =>
        [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    public static string Name(this RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? endpoint.RoutePattern.RawText!.Trim('/');

    /// <summary>Makes a call of the table.</summary>
    /// <param name="client">Who calls.</param>
    /// <param name="app">What is mapped.</param>
    /// <param name="row">The call.</param>
    /// <param name="ids">Values of the path's parameters; <c>x</c> for those not given.</param>
    public static Task<Answer> CallAsync(
        this HttpClient client, CavraApp app, RoleRow row, IReadOnlyDictionary<string, string>? ids = null)
    {
        var endpoint = app.Endpoints().Single(endpoint => endpoint.Name() == row.Endpoint);
        var path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => segment.Parts[0] switch
        {
            RoutePatternLiteralPart { Content: var literal } => literal,
            RoutePatternParameterPart { Name: var name } => ids?.GetValueOrDefault(name) ?? "x",
            _ => throw new NotSupportedException(endpoint.RoutePattern.RawText),
        }));
        var method = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Single() ?? "GET";
        return row.Body is { } body ? client.SendJsonAsync(new HttpMethod(method), path, body)
            : row.Endpoint is "StreamEvents" ? client.BeginAsync(path)
            : client.GetJsonAsync(path);
    }

    // An answer without an end: its beginning says whether the caller was let through.
    private static async Task<Answer> BeginAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        return new Answer(response.StatusCode, Body: null, response);
    }
}
