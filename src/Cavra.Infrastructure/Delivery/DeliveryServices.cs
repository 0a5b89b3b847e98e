using System.Diagnostics.Metrics;
using System.Net;
using Cavra.Application.Ports;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Delivery.Providers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cavra.Infrastructure.Delivery;

/// <summary>Registers everything between "this event shall go to that connector" and "this is how it ended".</summary>
public static class DeliveryServices
{
    /// <summary>Name of the configuration value that holds the connector file's path.</summary>
    public const string ConnectorFileSetting = "CAVRA_CONNECTOR_CONFIG";

    /// <summary>
    /// Needs an <see cref="IRedactor"/>, a <see cref="TimeProvider"/>, configuration and logging. The host states its listeners
    /// to <see cref="OwnListeners"/> once it listens.
    /// </summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services) => services
        .AddSingleton(new HeartbeatNetworks([]))
        .AddSingleton<OwnListeners>()
        .AddSingleton<HostResolver>(_ => Dns.GetHostAddressesAsync)
        .AddSingleton<EgressGuard>()
        .AddSingleton(provider => new ConnectorCatalog(
            File(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ConnectorCatalog>>()))
        .AddSingleton<IConnectorCatalog>(provider => provider.GetRequiredService<ConnectorCatalog>())
        .AddSingleton<IDeliveryEngine, DeliveryEngine>()
        .AddSingleton<IHeartbeat, Heartbeat>();

    private static ConnectorFile? File(IServiceProvider provider) =>
        provider.GetRequiredService<IConfiguration>()[ConnectorFileSetting] is { Length: > 0 } path
            ? new ConnectorFile(
                path,
                Environment.GetEnvironmentVariable,
                BuiltIn.Providers,
                provider.GetRequiredService<IRedactor>())
            : null;
}

/// <summary>
/// Gives HTTP's own instruments to meters that no exporter knows by name: their tags hold receivers' addresses.
/// </summary>
internal sealed class NullMeterFactory : IMeterFactory
{
    private readonly Meter _meter = new("Cavra.Delivery.Unobserved");

    private NullMeterFactory()
    {
    }

    public static NullMeterFactory Instance { get; } = new();

    public Meter Create(MeterOptions options) => _meter;

    public void Dispose() => _meter.Dispose();
}
