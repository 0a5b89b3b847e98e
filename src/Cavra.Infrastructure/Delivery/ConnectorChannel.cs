using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Delivery.Providers;

namespace Cavra.Infrastructure.Delivery;

/// <summary>The way to one connector, kept from one attempt to the next: its connections and its limits.</summary>
internal sealed class ConnectorChannel(ConnectorDefinition connector, EgressGuard guard, TimeProvider clock) : IDisposable
{
    public ConnectorLimits Limits { get; } = new(connector.MaxConcurrency, connector.MaxPerSecond, clock);

    public ITransport Transport { get; } = connector.Settings.Open(connector, guard);

    public void Dispose()
    {
        Transport.Dispose();
        Limits.Dispose();
    }
}
