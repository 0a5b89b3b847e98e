using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Smtp;

namespace Cavra.Infrastructure.Delivery.Providers.Email;

/// <summary>
/// Hands one message a recipient to a relay. Accepted is the relay's word; a reader tells a second mail by its
/// <c>Message-ID</c>, which is the event's id.
/// </summary>
internal sealed class EmailProvider : Provider<EmailSettings, SmtpExchange>
{
    public override string Name => "email";

    protected override EmailSettings? Read(ConnectorMembers members) => EmailSettings.Read(members);

    protected override Task<TryOutcome> TryAsync(
        DeliveryTry attempt, EmailSettings settings, SmtpExchange exchange, CancellationToken cancellationToken) =>
        exchange.SendAsync(
            attempt.Event.Id,
            settings.To,
            recipient => EmailMessage.Of(attempt, settings, recipient, exchange.Clock.GetUtcNow()),
            cancellationToken);
}
