using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Syslog;

namespace Cavra.Infrastructure.Delivery.Providers.Syslog;

/// <summary>
/// Writes one RFC 5424 message an event, over TLS or TCP. Nothing answers: accepted is what was written to a receiver that was
/// there. A reader drops duplicates by <c>event_id</c> in the structured data.
/// </summary>
internal sealed class SyslogProvider : Provider<SyslogSettings, SyslogExchange>
{
    public override string Name => "syslog";

    protected override SyslogSettings? Read(ConnectorMembers members) => SyslogSettings.Read(members);

    protected override async Task<TryOutcome> TryAsync(
        DeliveryTry attempt, SyslogSettings settings, SyslogExchange exchange, CancellationToken cancellationToken)
    {
        var message = SyslogMessage.Of(attempt, settings, exchange.Clock.GetUtcNow());

        // By the reference a later event of an episode knows that the receiver has the first.
        return await exchange.SendAsync(SyslogFrame.Of(message, settings.EndsWithLineFeed), cancellationToken)
            ? new TryOutcome { Outcome = DeliveryOutcome.Accepted, Reference = settings.IsOcsf ? attempt.Event.Id : null }
            : TryOutcome.Failed(
                FailureClass.Unreachable, "The receiver closed the connection; whether it has the message is unknown.");
    }
}
