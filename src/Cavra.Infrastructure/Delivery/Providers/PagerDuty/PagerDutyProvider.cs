using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Content;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.PagerDuty;

/// <summary>
/// Sends to PagerDuty's Events API v2. Taken is all that it says, never that somebody was paged; it drops duplicates by
/// <c>dedup_key</c>, which is the episode.
/// </summary>
internal sealed class PagerDutyProvider : Provider<PagerDutySettings, HttpExchange>
{
    public override string Name => "pagerduty";

    protected override PagerDutySettings? Read(ConnectorMembers members) => PagerDutySettings.Read(members);

    protected override async Task<TryOutcome> TryAsync(
        DeliveryTry attempt, PagerDutySettings settings, HttpExchange exchange, CancellationToken cancellationToken)
    {
        var digest = EventDigest.Of(attempt.Event);
        if (digest.IsResolved && settings.IsOfAnotherKey(attempt.EpisodeReference))
        {
            return TryOutcome.Failed(
                FailureClass.Misconfigured,
                "The alert was opened under another routing key, and PagerDuty would take this and close nothing. Close the alert by hand.");
        }

        var key = digest.Episode ?? attempt.Event.Id;
        var body = JsonBody.Of(PagerDutyEvent.Of(attempt, digest, key, settings, exchange.Clock.GetUtcNow()));
        var answer = await exchange.SendAsync(HttpCall.Post(settings.Http.Endpoint, body), cancellationToken);
        return PagerDutyVerdict.Of(answer, key, settings.KeyFingerprint);
    }
}
