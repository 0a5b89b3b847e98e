using Cavra.Application.Ports;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Delivery.Providers;

namespace Cavra.Infrastructure.Delivery.Syslog;

/// <summary>A connection for each message: one that is kept takes messages after its receiver has died, and loses them.</summary>
internal sealed class SyslogTransport(EgressGuard guard) : ITransport
{
    public IExchange Begin(ConnectorDefinition connector, IRedactor redactor, TimeProvider clock) =>
        new SyslogExchange(connector.Settings.Target, new GuardedConnection(connector, guard), redactor, clock);

    public void Dispose()
    {
        // Nothing is kept.
    }
}
