using Cavra.Application.Ports;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Delivery.Providers;
using Cavra.Infrastructure.Delivery.Providers.Email;

namespace Cavra.Infrastructure.Delivery.Smtp;

/// <summary>A connection for each try; what is kept is who has an event already that others were refused.</summary>
internal sealed class SmtpTransport(EgressGuard guard) : ITransport
{
    private readonly SmtpTaken _taken = new();

    public IExchange Begin(ConnectorDefinition connector, IRedactor redactor, TimeProvider clock) => new SmtpExchange(
        connector, (EmailSettings)connector.Settings, new GuardedConnection(connector, guard), _taken, redactor, clock);

    public void Dispose()
    {
        // No connection outlives its try.
    }
}
