using System.Globalization;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Splunk;

/// <summary>Reads what the HTTP Event Collector answers: a code of its own says more than the status.</summary>
internal static class SplunkVerdict
{
    public static TryOutcome Of(ReceiverAnswer answer, SplunkSettings settings)
    {
        var code = (int?)answer.Json().NumberAt("code");
        return answer.Status is >= 200 and < 300
            ? Taken(answer, code, settings)
            : code switch
            {
                1 or 2 or 3 or 4 or 16 or 21 or 22 => HttpVerdict.Failed(
                    FailureClass.Authentication, $"Splunk refused the token (code {code}).", answer),
                7 => HttpVerdict.Failed(FailureClass.Misconfigured, "Splunk has no such index for this token (code 7).", answer),
                10 or 11 or 14 => HttpVerdict.Failed(
                    FailureClass.Misconfigured, $"Splunk does not take acknowledgements in this way (code {code}).", answer),
                26 or 27 => HttpVerdict.Failed(FailureClass.Throttled, $"Splunk's queue is full (code {code}).", answer),
                8 or 9 or 18 or 19 or 20 or 23 => HttpVerdict.Failed(
                    FailureClass.ServerError, $"Splunk is busy or unwell (code {code}).", answer),
                5 or 6 or 12 or 13 or 15 => HttpVerdict.Failed(
                    FailureClass.Rejected, $"Splunk refused the form of the event (code {code}).", answer),
                _ => HttpVerdict.OfFixedPath(answer),
            };
    }

    // 24 and 25 say that a queue is nearly full: it has the event, and soon will take no more.
    private static TryOutcome Taken(ReceiverAnswer answer, int? code, SplunkSettings settings)
    {
        if (code is not (0 or 24 or 25))
        {
            return HttpVerdict.Lied(answer, code is null
                ? "The answer is not one of Splunk's event collector."
                : $"Splunk answered {answer.Status} and did not take the event (code {code}).");
        }

        var isAcknowledged = settings.ConfirmTime > TimeSpan.Zero && answer.Json().NumberAt("ackId") is >= 0;
        return isAcknowledged
            ? HttpVerdict.Taken(answer, DeliveryOutcome.Unconfirmed, $"{settings.Channel}:{AckId(answer)}")
            : HttpVerdict.Taken(answer, DeliveryOutcome.Accepted);
    }

    private static string AckId(ReceiverAnswer answer) =>
        ((long)answer.Json().NumberAt("ackId")!.Value).ToString(CultureInfo.InvariantCulture);
}
