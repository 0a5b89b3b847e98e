using System.Text.Json;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.ServiceNow;

/// <summary>Reads what ServiceNow answers: a refusal is a body with <c>error</c>, whatever the status.</summary>
internal static class ServiceNowVerdict
{
    /// <summary>The result of a success; null for everything that is none.</summary>
    public static JsonElement? ResultOf(ReceiverAnswer answer) =>
        answer.Status is 200 or 201 && answer.Json() is { } document && document.At("error") is null ? document.At("result") : null;

    /// <summary>The verdict on anything that was not a success.</summary>
    public static TryOutcome Failure(ReceiverAnswer answer, DateTimeOffset now)
    {
        var outcome = answer.Status switch
        {
            >= 200 and < 300 => HttpVerdict.Lied(answer, "The answer is not one of ServiceNow's table API, or says that it failed."),
            403 => HttpVerdict.Failed(FailureClass.Rejected, "A rule of the instance forbids the record: an administrator must look at it.", answer),
            _ => HttpVerdict.OfFixedPath(answer),
        };
        return answer.Status == 429 && answer.RetryAfter is null && Reset(answer, now) is { } wait
            ? outcome with { Reply = outcome.Reply! with { RetryAfter = wait } }
            : outcome;
    }

    private static TimeSpan? Reset(ReceiverAnswer answer, DateTimeOffset now)
    {
        if (!long.TryParse(answer.Header("X-RateLimit-Reset"), out var seconds) || seconds is < 0 or > 253_402_300_799)
        {
            return null;
        }

        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return at > now ? at - now : TimeSpan.Zero;
    }
}
