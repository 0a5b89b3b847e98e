using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Elastic;

/// <summary>
/// Creates a document in an index, an alias or a data stream by the bulk API. Confirmed by the result of its one item; the
/// document's <c>_id</c> is the event's, so that it is created once.
/// </summary>
internal sealed class ElasticProvider : Provider<ElasticSettings, HttpExchange>
{
    public override string Name => "elastic";

    protected override ElasticSettings? Read(ConnectorMembers members) => ElasticSettings.Read(members);

    protected override async Task<TryOutcome> TryAsync(
        DeliveryTry attempt, ElasticSettings settings, HttpExchange exchange, CancellationToken cancellationToken)
    {
        if (attempt.IsRepeat && await FindAsync(attempt, settings, exchange, cancellationToken) is { } decided)
        {
            return decided;
        }

        var call = HttpCall.Post(
            settings.BulkUrl, ElasticDocument.Bulk(attempt, exchange.Clock.GetUtcNow()), "application/x-ndjson");
        return ElasticVerdict.Of(await exchange.SendAsync(call, cancellationToken), attempt.Event.Id, settings);
    }

    // An _id is one of its kind within one backing index only: after a rollover a data stream takes it a second time.
    private static async Task<TryOutcome?> FindAsync(
        DeliveryTry attempt, ElasticSettings settings, HttpExchange exchange, CancellationToken cancellationToken)
    {
        var call = HttpCall.Post(settings.SearchUrl, ElasticDocument.Search(attempt.Event.Id));
        return ElasticVerdict.OfLookUp(await exchange.SendAsync(call, cancellationToken), attempt.Event.Id, settings);
    }
}
