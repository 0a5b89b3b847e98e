using Cavra.Api.Security;
using Cavra.Api.Wire;
using Cavra.Application.Operations;

namespace Cavra.Api.Operations;

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
