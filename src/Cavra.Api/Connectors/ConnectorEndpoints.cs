using Cavra.Api.Access;
using Cavra.Api.Wire;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Connectors;
using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;

namespace Cavra.Api.Connectors;

/// <summary>The configured ways out: how they stand, testing, pausing and resuming them.</summary>
internal static class ConnectorEndpoints
{
    public static IEndpointRouteBuilder MapConnectors(this IEndpointRouteBuilder routes)
    {
        var connectors = routes.MapGroup("/connectors").WithTags("Connectors");
        connectors.MapQuery<PageFilter, ConnectorListView>("", "ListConnectors", "List the connectors, without their secrets",
            (filter, _) => new ListConnectors(filter.Page));
        connectors.MapQuery<NoParameters, ConnectorDetailView>(
            "/{name}", "GetConnector", "Show a connector with its newest attempts and tests",
            (_, http) => new GetConnector(http.PathName("name")));
        connectors.MapSteps<TestBody, ConnectorTestAnswer>(
            HttpMethod.Post, "/{name}/test", "TestConnector", "Send a test event through a connector",
            (body, _) => new SendTerms(body.Retries, body.TimeoutSeconds).Lease, TestAsync);
        connectors.MapCommand<PauseBody, PausedConnectorAnswer>(
            HttpMethod.Post, "/{name}/pause", "PauseConnector", "Stop everything through a connector until it is resumed",
            (body, http) => new PauseConnector(http.PathName("name"), FreeText.Raw(body.Reason), http.IfMatch())).TakesIfMatch();
        connectors.MapCommand<NoBody, ResumedConnectorAnswer>(
            HttpMethod.Post, "/{name}/resume", "ResumeConnector", "Resume a connector and release what was held for it",
            (_, http) => new ResumeConnector(http.PathName("name"), http.IfMatch())).TakesIfMatch();
        return routes;
    }

    private static async Task<Result<ConnectorTestAnswer>> TestAsync(TestBody body, HttpContext http)
    {
        var command = new BeginConnectorTest(http.PathName("name"), new SendTerms(body.Retries, body.TimeoutSeconds));
        var begun = await http.RequestServices.GetRequiredService<IDispatcher>().SendAsync(command, http.RequestAborted);
        return begun.Refusal is { } refusal
            ? refusal
            : await http.RequestServices.GetRequiredService<ConnectorTests>().FinishAsync(begun.Value);
    }

    /// <summary>A test tries once unless it is told otherwise: it is to show what is, not to get through.</summary>
    /// <param name="Retries">Quick tries after the first of each attempt, 0 to 5.</param>
    /// <param name="TimeoutSeconds">Seconds to wait for each answer, 0.1 to 30.</param>
    internal sealed record TestBody(int Retries = 0, double TimeoutSeconds = 10);

    /// <summary>Why a connector is paused.</summary>
    /// <param name="Reason">Why, for everybody who looks at the connector; at most 2,000 characters.</param>
    internal sealed record PauseBody(string Reason);
}
