using Cavra.Api.Wire;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Access.Identity;
using Cavra.Infrastructure.Configuration;

namespace Cavra.Api.Access;

/// <summary>What a console needs to know before and after sign-in.</summary>
internal static class ConsoleEndpoints
{
    public static IEndpointRouteBuilder MapConsole(this IEndpointRouteBuilder routes)
    {
        var console = routes.MapGroup("/console").WithTags("Console");
        console.MapDocument("/config", "GetConsoleConfig", "Where everything is, and how to sign in", http => Task.FromResult(ConfigOf(http)))
            .AllowAnonymous();
        console.MapQuery<NoParameters, SecurityBoundaryView>(
            "/security-boundary", "GetSecurityBoundary", "What may leave Cavra, what never does, and what is checked of a caller",
            (_, _) => new GetSecurityBoundary());
        return routes;
    }

    private static ConsoleConfig ConfigOf(HttpContext http)
    {
        var endpoints = http.RequestServices.GetRequiredService<EndpointDataSource>();
        var catalog = http.RequestServices.GetRequiredService<IConnectorCatalog>();
        var issuers = http.RequestServices.GetRequiredService<IssuerDirectory>();
        return new ConsoleConfig(
            "cavra.console.config.v1", WireNames.Product, PathsOf(endpoints, http.Request.PathBase),
            catalog.All.Count > 0 ? "configured" : "disabled",
            issuers.All.Count > 0 ? ["api_key", Caller.ByToken, Caller.InConsole] : ["api_key", Caller.InConsole], ProductVersion.Text,
            issuers.ForSignIn is { } issuer ? new IssuerChoice(issuer.Issuer.Name, $"{http.Request.PathBase}{IssuerSignInEndpoints.Path}") : null);
    }

    // Read from what is mapped, so that it can't say anything else.
    private static SortedDictionary<string, string> PathsOf(EndpointDataSource endpoints, PathString pathBase)
    {
        var operations = new Dictionary<string, string>();
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is { EndpointName: var name })
            {
                operations[name] = $"{pathBase}/{endpoint.RoutePattern.RawText?.Trim('/')}";
            }
        }

        return EndpointNames.Of(operations);
    }
}

/// <summary>Where everything is, and how to sign in. Anybody may read it.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="Endpoints">Paths by the operation's name, and by the names that older consoles look up.</param>
/// <param name="ConnectorDelivery"><c>configured</c> once there is a connector, else <c>disabled</c>.</param>
/// <param name="Authentication">Kinds of credential accepted.</param>
/// <param name="Version">Version of the program.</param>
/// <param name="SignIn">The issuer that people sign in with; null for none.</param>
internal sealed record ConsoleConfig(
    string SchemaVersion, string Product, IReadOnlyDictionary<string, string> Endpoints, string ConnectorDelivery,
    IReadOnlyList<string> Authentication, string Version, IssuerChoice? SignIn);

/// <summary>An issuer that people sign in with.</summary>
/// <param name="Issuer">Its name.</param>
/// <param name="Href">Where a browser begins; <c>return_to</c> says which page of the console it comes back to.</param>
internal sealed record IssuerChoice(string Issuer, string Href);
