using System.Text.Json;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Elastic;

/// <summary>Reads what Elasticsearch answers: a bulk request answers 200 whatever became of its items.</summary>
internal static class ElasticVerdict
{
    public static TryOutcome Of(ReceiverAnswer answer, string eventId, ElasticSettings settings)
    {
        if (answer.Status is not (>= 200 and < 300))
        {
            return HttpVerdict.OfFixedPath(answer);
        }

        var items = answer.Json().At("items").Items().ToList();
        return items is [var only] && only.At("create") is { } item && (item.TextAt("_id") ?? eventId) == eventId
            ? OfItem(answer, item, settings)
            : HttpVerdict.Lied(answer, "The answer is not that of a bulk request with this one document.");
    }

    /// <returns>Null when the document may be sent: it is not there, or the connector may not read.</returns>
    public static TryOutcome? OfLookUp(ReceiverAnswer answer, string eventId, ElasticSettings settings)
    {
        if (answer.Status is 403 or 404)
        {
            return null;
        }

        var hits = answer.Json().At("hits");
        return answer.Status is not (>= 200 and < 300) ? HttpVerdict.OfFixedPath(answer)
            : hits.At("hits").Items().Any(hit => hit.TextAt("_id") == eventId) ? AlreadyPresent(answer, settings)
            : hits.At("total").NumberAt("value") is 0 ? null
            : HttpVerdict.Lied(answer, "The answer is not that of a search for this one document.");
    }

    private static TryOutcome OfItem(ReceiverAnswer answer, JsonElement item, ElasticSettings settings)
    {
        var (type, store) = (item.At("error").TextAt("type"), item.TextAt("failure_store"));
        return item.NumberAt("status") switch
        {
            _ when store == "used" => HttpVerdict.Failed(
                FailureClass.Rejected, "Elasticsearch put the document into the failure store.", answer),
            201 when item.TextAt("result") == "created" && store is null or "not_applicable_or_unknown" =>
                HttpVerdict.Taken(answer, Success(settings)),
            409 when type is null or "version_conflict_engine_exception" => AlreadyPresent(answer, settings),
            401 or 403 => Failed(FailureClass.Authentication, "The connector may not write there", answer, item),
            404 => Failed(FailureClass.Misconfigured, "There is no such index", answer, item),
            429 => Failed(FailureClass.Throttled, "Elasticsearch has no room for the document now", answer, item),
            >= 400 and < 500 => Failed(FailureClass.Rejected, "Elasticsearch refused the document", answer, item),
            >= 500 and < 600 => Failed(FailureClass.ServerError, "Elasticsearch failed", answer, item),
            _ => HttpVerdict.Lied(answer, "Elasticsearch did not say that it created the document."),
        };
    }

    // The status of the item says what that of the answer says elsewhere: whether to try again at once.
    private static TryOutcome Failed(FailureClass failure, string what, ReceiverAnswer answer, JsonElement item)
    {
        var status = (int)item.NumberAt("status")!.Value;
        var isPassing = (answer with { Status = status }).ToReply().IsPassing;
        return TryOutcome.Failed(failure, $"{what} (item {status}).", answer.ToReply() with { IsPassing = isPassing });
    }

    private static TryOutcome AlreadyPresent(ReceiverAnswer answer, ElasticSettings settings)
    {
        var taken = HttpVerdict.Taken(answer, Success(settings));
        return taken with { Reply = taken.Reply! with { Text = $"Already present: {taken.Reply.Text}" } };
    }

    private static DeliveryOutcome Success(ElasticSettings settings) =>
        settings.Confirms ? DeliveryOutcome.Confirmed : DeliveryOutcome.Accepted;
}
