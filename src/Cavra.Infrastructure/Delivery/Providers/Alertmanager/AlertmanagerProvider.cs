using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Content;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Alertmanager;

/// <summary>
/// Posts worker health to Prometheus Alertmanager's API v2, and nothing else. Confirmed by reading back: the alert is there while it
/// fires and gone once it is resolved. The label set is the episode's, so a duplicate is the same alert again.
/// </summary>
internal sealed class AlertmanagerProvider : Provider<AlertmanagerSettings, HttpExchange>
{
    public override string Name => "alertmanager";

    protected override AlertmanagerSettings? Read(ConnectorMembers members) => AlertmanagerSettings.Read(members);

    protected override async Task<TryOutcome> TryAsync(
        DeliveryTry attempt, AlertmanagerSettings settings, HttpExchange exchange, CancellationToken cancellationToken)
    {
        var digest = EventDigest.Of(attempt.Event);
        if (digest.Kind is not (EventKind.WorkerHealth or EventKind.ConnectorTest))
        {
            return TryOutcome.Failed(
                FailureClass.Misconfigured,
                "Alertmanager holds alerts that begin and end; only worker health has those. Send this to another connector.");
        }

        var alert = AlertmanagerAlert.Of(attempt, digest, settings, exchange.Clock.GetUtcNow());
        if (attempt.IsRepeat && !digest.IsResolved && await ShownAsync(alert, settings, exchange, cancellationToken) is { } there)
        {
            return HttpVerdict.Taken(there, DeliveryOutcome.Confirmed);
        }

        var call = HttpCall.Post(AlertmanagerReading.Alerts(settings), JsonBody.Of(alert.ToBody()));
        return AlertmanagerVerdict.Of(await exchange.SendAsync(call, cancellationToken), alert, settings);
    }

    protected override async Task<bool> HasItAsync(
        DeliveryTry attempt, AlertmanagerSettings settings, string reference, HttpExchange exchange, CancellationToken cancellationToken)
    {
        if (reference.Split(':') is not [var state, var name, var episode])
        {
            return false;
        }

        var answer = await exchange.SendAsync(AlertmanagerReading.Call(settings, name, episode), cancellationToken);
        return AlertmanagerReading.Found(answer, settings, name, episode) is { } found
            && (state == AlertmanagerAlert.Firing ? found.Count > 0 : found.Count == 0);
    }

    // The alert of an earlier event of the episode is no proof of this one: its annotations name another event.
    private static async Task<ReceiverAnswer?> ShownAsync(
        AlertmanagerAlert alert, AlertmanagerSettings settings, HttpExchange exchange, CancellationToken cancellationToken)
    {
        var answer = await exchange.SendAsync(AlertmanagerReading.Call(settings, alert.Name, alert.Episode), cancellationToken);
        return AlertmanagerReading.Found(answer, settings, alert.Name, alert.Episode) is { } found
            && found.Any(shown => shown.At("annotations").TextAt("event_id") == alert.EventId) ? answer : null;
    }
}
