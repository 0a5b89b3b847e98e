using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Content;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Slack;

/// <summary>
/// Posts a message to Slack, by an incoming webhook or by <c>chat.postMessage</c>, which confirms with the message's own name. Slack
/// drops no duplicates: what may be there is looked for by the event's id, which the metadata of each message holds.
/// </summary>
internal sealed class SlackProvider : Provider<SlackSettings, HttpExchange>
{
    public override string Name => "slack";

    protected override SlackSettings? Read(ConnectorMembers members) => SlackSettings.Read(members);

    protected override async Task<TryOutcome> TryAsync(
        DeliveryTry attempt, SlackSettings settings, HttpExchange exchange, CancellationToken cancellationToken)
    {
        var body = JsonBody.Of(SlackMessage.Of(attempt, settings.Channel));
        if (settings.Channel is not { } channel)
        {
            return SlackWebhookVerdict.Of(await exchange.SendAsync(HttpCall.Post(settings.Http.Endpoint, body), cancellationToken));
        }

        if (attempt.IsRepeat
            && await new SlackHistory(attempt, channel, settings, exchange).FindAsync(cancellationToken) is { } there)
        {
            return there;
        }

        return SlackApiVerdict.Of(await exchange.SendAsync(
            HttpCall.Post(settings.Http.Under("chat.postMessage"), body, "application/json; charset=utf-8"), cancellationToken));
    }
}
