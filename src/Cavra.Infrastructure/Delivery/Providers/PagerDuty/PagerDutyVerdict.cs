using System.Text.Json;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.PagerDuty;

/// <summary>Reads what the Events API answers.</summary>
internal static class PagerDutyVerdict
{
    /// <param name="answer">What came back.</param>
    /// <param name="key">The <c>dedup_key</c> that was sent; the answer must name the same.</param>
    /// <param name="reference">What is kept of an event that was taken.</param>
    public static TryOutcome Of(ReceiverAnswer answer, string key, string reference) => answer.Status switch
    {
        202 when answer.Json() is { } body && body.TextAt("status") == "success" => body.TextAt("dedup_key") == key
            ? HttpVerdict.Taken(answer, DeliveryOutcome.Accepted, reference)
            : HttpVerdict.Lied(answer, "PagerDuty took an event under another key than the one that was sent."),
        >= 200 and < 300 => HttpVerdict.Lied(answer, "The answer is not PagerDuty's word that it took the event."),
        400 when NamesTheKey(answer) => HttpVerdict.Failed(
            FailureClass.Misconfigured, "PagerDuty knows no service by this routing key.", answer),
        _ => HttpVerdict.OfFixedPath(answer),
    };

    private static bool NamesTheKey(ReceiverAnswer answer) =>
        answer.Json().At("errors").Items().Select(error => ((JsonElement?)error).Text())
            .Append(answer.Json().TextAt("message"))
            .Any(text => text?.Replace('_', ' ').Contains("routing key", StringComparison.OrdinalIgnoreCase) is true);
}
