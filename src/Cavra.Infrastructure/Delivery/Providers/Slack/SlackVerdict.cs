using System.Text.Json;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Slack;

/// <summary>Reads what <c>chat.postMessage</c> answers: whether it is well stands in the body.</summary>
internal static class SlackApiVerdict
{
    public static TryOutcome Of(ReceiverAnswer answer)
    {
        var body = answer.Json();
        if (answer.Status is < 200 or >= 300)
        {
            return SlackErrors.ByStatus(body.TextAt("error"), answer);
        }

        return body.At("ok") switch
        {
            { ValueKind: JsonValueKind.True } when answer.Status == 200 && Reference(answer) is { } reference =>
                HttpVerdict.Taken(answer, DeliveryOutcome.Confirmed, reference),
            { ValueKind: JsonValueKind.False } =>
                SlackErrors.Read(body.TextAt("error"), answer)
                ?? HttpVerdict.Lied(answer, "Slack answered that the message is not well, for a reason that is not known here."),
            _ => HttpVerdict.Lied(answer, "The answer names no message that Slack made of it."),
        };
    }

    private static string? Reference(ReceiverAnswer answer) =>
        (answer.Json().TextAt("channel"), answer.Json().TextAt("ts")) is ({ Length: > 0 } channel, { Length: > 0 } ts)
            ? $"{channel}:{ts}"
            : null;
}

/// <summary>Reads what an incoming webhook answers: one word of plain text.</summary>
internal static class SlackWebhookVerdict
{
    public static TryOutcome Of(ReceiverAnswer answer)
    {
        if (answer.Status is < 200 or >= 300)
        {
            return SlackErrors.ByStatus(answer.Text(), answer);
        }

        return answer.Status == 200 && answer.Body.AsSpan().SequenceEqual("ok"u8)
            ? HttpVerdict.Taken(answer, DeliveryOutcome.Accepted)
            : SlackErrors.Read(answer.Text(), answer)
                ?? HttpVerdict.Lied(answer, "The answer is not the word by which Slack says that it took a message.");
    }
}
