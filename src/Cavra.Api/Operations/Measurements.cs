using System.Diagnostics;
using Cavra.Application.Pipeline;
using Cavra.Infrastructure.Configuration;
using Cavra.Infrastructure.Persistence;
using Microsoft.Extensions.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Cavra.Api.Operations;

/// <summary>Registers metrics, which <c>/metrics</c> shows, and traces, which go wherever OTEL_EXPORTER_OTLP_ENDPOINT says.</summary>
internal static class Measurements
{
    private const string TracesGoTo = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly List<string> HostMeters =
    [
        Telemetry.Name, PersistenceServices.MeterName,
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.Diagnostics", "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Authentication",
        "Microsoft.AspNetCore.Authorization", "Microsoft.AspNetCore.MemoryPool",
    ];

    public static IServiceCollection AddMeasurements(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("cavra", serviceVersion: ProductVersion.Text))
            .WithMetrics(metrics => metrics.AddRuntimeInstrumentation().AddPrometheusExporter());
        // By name every meter of the process would be heard; these are heard as far as this host's own factory made them.
        services.AddMetrics(metrics => HostMeters.ForEach(name => metrics.EnableMetrics(name, null, null, MeterScope.Local)));
        if (!string.IsNullOrWhiteSpace(configuration[TracesGoTo]))
        {
            // The database's own spans are left out: they quote statements and error messages. So are those of outgoing
            // calls: they hold receivers' addresses.
            telemetry.WithTracing(traces => traces
                .AddSource(Telemetry.Name)
                .AddAspNetCoreInstrumentation()
                .AddProcessor<SpanTagFilter>()
                .AddOtlpExporter());
        }

        return services;
    }
}

/// <summary>Takes every tag off a span whose value a caller could have typed: path, query, host, agent. Route templates stay.</summary>
internal sealed class SpanTagFilter : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "http.request.method", "http.response.status_code", "http.route", "url.scheme", "network.protocol.version", "error.type",
        "cavra.outcome",
    };

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.Where(tag => !Kept.Contains(tag.Key)).ToList())
        {
            data.SetTag(name, null);
        }
    }
}
