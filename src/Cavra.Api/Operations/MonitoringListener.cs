using Cavra.Api.Configuration;
using Cavra.Api.Hosting;
using Cavra.Api.Security;
using Cavra.Api.Wire;
using Cavra.Application.Operations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting.Server;

namespace Cavra.Api.Operations;

/// <summary>
/// The addresses that only monitoring reaches: health and figures are there for whoever asks, without a credential, and nothing
/// else is there for anybody. They are told apart by the port that a connection came in on, never by what a request says.
/// </summary>
internal sealed class MonitoringListener
{
    private readonly RequestDelegate _next;
    private HashSet<int> _ports;

    public MonitoringListener(RequestDelegate next, ApiSettings settings, IServer server, IHostApplicationLifetime lifetime)
    {
        (_next, _ports) = (next, [.. settings.Network.MetricsUrls.Select(ServerUrls.PortOf)]);
        // A port that was left to the system is known once it listens.
        lifetime.ApplicationStarted.Register(() => _ports = [.. Listeners.OfMonitoring(server, settings.Network).Select(listener => listener.Port)]);
    }

    public Task InvokeAsync(HttpContext http)
    {
        if (!_ports.Contains(http.Connection.LocalPort))
        {
            return _next(http);
        }

        if (HttpMethods.IsGet(http.Request.Method) && http.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<IsForMonitoring>() is not null)
        {
            http.SetEndpoint(Opened(endpoint));
            return _next(http);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    // No credential is looked at, so that no database is asked for one.
    private static RouteEndpoint Opened(RouteEndpoint endpoint) => new(
        endpoint.RequestDelegate!, endpoint.RoutePattern, endpoint.Order,
        new EndpointMetadataCollection([.. endpoint.Metadata, new AllowAnonymousAttribute(), new IsAskedByMonitoring()]), endpoint.DisplayName);
}

/// <summary>Metadata: the endpoint is served on the addresses that only monitoring reaches, too.</summary>
internal sealed record IsForMonitoring;

/// <summary>Metadata: the request came in on an address that only monitoring reaches.</summary>
internal sealed record IsAskedByMonitoring;

/// <summary>What keeps the service running: health for machines, figures for people.</summary>
internal static class OperationsEndpoints
{
    public static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Readiness>();
        return services.AddMeasurements(configuration);
    }

    public static WebApplication MapOperations(this WebApplication app)
    {
        var operations = app.MapGroup("").WithTags("Operations");
        operations.MapDocument("/health/live", "GetLiveness", "Whether the process runs", _ => Task.FromResult(HealthDocument.Live))
            .WithMetadata(new IsForMonitoring(), new IsRoutine()).AllowAnonymous();
        operations.MapDocument("/health/ready", "GetReadiness", "Whether the process can do its work", CheckAsync)
            .Produces<HealthDocument>(StatusCodes.Status503ServiceUnavailable).WithMetadata(new IsForMonitoring(), new IsRoutine()).AllowAnonymous();
        operations.MapPrometheusScrapingEndpoint("/metrics").WithName("GetMetrics").WithMetadata(new IsForMonitoring(), new IsRoutine())
            .RequireAuthorization(SecurityServices.ReadsRecords);

        // Made here and not when first asked for, which nobody does.
        app.Lifetime.ApplicationStarted.Register(app.Services.GetRequiredService<CavraMetrics>().ShowZeros);
        return app;
    }

    private static async Task<HealthDocument> CheckAsync(HttpContext http)
    {
        var document = await http.RequestServices.GetRequiredService<Readiness>().CheckAsync(http.RequestAborted);
        http.Response.StatusCode = document.Checks.All(check => check.Passed)
            ? StatusCodes.Status200OK
            : StatusCodes.Status503ServiceUnavailable;
        return document;
    }
}
