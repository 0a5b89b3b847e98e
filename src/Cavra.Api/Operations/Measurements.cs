using Cavra.Application.Pipeline;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Cavra.Api.Operations;

/// <summary>Registers metrics, which <c>/metrics</c> shows, and traces, which go wherever OTEL_EXPORTER_OTLP_ENDPOINT says.</summary>
internal static class Measurements
{
    private const string TracesGoTo = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddMeasurements(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("cavra", serviceVersion: ProductVersion.Text))
            .WithMetrics(metrics => metrics
                .AddMeter(Telemetry.Name)
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddNpgsqlInstrumentation()
                .AddPrometheusExporter());
        if (!string.IsNullOrWhiteSpace(configuration[TracesGoTo]))
        {
            // The database's own spans are left out: they quote statements and error messages. So are those of outgoing
            // calls: they hold receivers' addresses.
            telemetry.WithTracing(traces => traces
                .AddSource(Telemetry.Name)
                .AddAspNetCoreInstrumentation()
                .AddProcessor<OwnWordsOnly>()
                .AddOtlpExporter());
        }

        return services;
    }
}
