using System.Text.Json.Nodes;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Content;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Datadog;

/// <summary>
/// Sends worker health to Datadog's events and everything else to its logs. Accepted and never confirmed; logs are told apart by
/// the attribute <c>event_id</c>, the events of an episode share its <c>aggregation_key</c>.
/// </summary>
internal sealed class DatadogProvider : Provider<DatadogSettings, HttpExchange>
{
    /// <summary>Of a larger log Datadog keeps the beginning and says nothing, in bytes.</summary>
    public const int MaxLog = 1_000_000;

    public override string Name => "datadog";

    protected override DatadogSettings? Read(ConnectorMembers members) => DatadogSettings.Read(members);

    protected override async Task<TryOutcome> TryAsync(
        DeliveryTry attempt, DatadogSettings settings, HttpExchange exchange, CancellationToken cancellationToken)
    {
        var (digest, now) = (EventDigest.Of(attempt.Event), exchange.Clock.GetUtcNow());
        if (digest.Episode is { } episode)
        {
            var call = HttpCall.Post(settings.EventsUrl, JsonBody.Of(DatadogEvent.Of(attempt, settings, digest, episode, now)));
            call = settings.ApplicationKey is { } key ? call.WithSecret(DatadogSettings.ApplicationKeyHeader, key) : call;
            return DatadogVerdict.OfEvent(await exchange.SendAsync(call, cancellationToken));
        }

        var log = DatadogLog.Of(attempt, settings, digest, now);
        return JsonBody.Of(log).Length > MaxLog
            ? TryOutcome.Failed(FailureClass.Rejected, "The event is larger than the 1 MB that Datadog keeps of a log; nothing was sent.")
            : DatadogVerdict.OfLog(await exchange.SendAsync(
                HttpCall.Post(settings.Http.Endpoint, JsonBody.Of(new JsonArray(log))), cancellationToken));
    }
}
