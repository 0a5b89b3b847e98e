using System.Globalization;
using System.Text.Json;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Datadog;

/// <summary>Reads what Datadog answers: 202 with the documented body, and its own clock where it asks for a wait.</summary>
internal static class DatadogVerdict
{
    private const string ResetHeader = "X-RateLimit-Reset";

    public static TryOutcome OfLog(ReceiverAnswer answer) => answer.Status switch
    {
        202 when answer.Json() is { ValueKind: JsonValueKind.Object } body && !body.EnumerateObject().Any() =>
            HttpVerdict.Taken(answer, DeliveryOutcome.Accepted),
        >= 200 and < 300 => HttpVerdict.Lied(answer, "The answer is not one of Datadog's log intake, which is 202 and an empty object."),
        _ => Refused(answer),
    };

    public static TryOutcome OfEvent(ReceiverAnswer answer) => answer.Status switch
    {
        202 when answer.Json() is { } body && body.At("errors") is null && body.At("data") is { ValueKind: JsonValueKind.Object } data =>
            HttpVerdict.Taken(answer, DeliveryOutcome.Accepted, Uid(data)),
        >= 200 and < 300 => HttpVerdict.Lied(answer, "The answer is not one of Datadog's event intake, which is 202 and the event."),
        _ => Refused(answer),
    };

    private static TryOutcome Refused(ReceiverAnswer answer)
    {
        var timed = answer with { RetryAfter = answer.RetryAfter ?? Reset(answer) };
        return answer.Status == 408
            ? HttpVerdict.Failed(FailureClass.Timeout, "Datadog did not get the whole request in its time (HTTP 408).", timed)
            : HttpVerdict.OfFixedPath(timed);
    }

    private static string? Uid(JsonElement data) => data.At("attributes").At("attributes").At("evt").TextAt("uid");

    // Whole seconds from now on.
    private static TimeSpan? Reset(ReceiverAnswer answer) =>
        answer.Headers.TryGetValues(ResetHeader, out var values)
        && int.TryParse(values.First(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Max(seconds, 0))
            : null;
}
