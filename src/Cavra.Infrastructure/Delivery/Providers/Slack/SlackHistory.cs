using System.Globalization;
using System.Text.Json;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Slack;

/// <summary>
/// Looks for the message of an event where an earlier try may have left it: in the channel, or in the thread of the episode, whose
/// messages the channel's history leaves out.
/// </summary>
internal sealed class SlackHistory(DeliveryTry attempt, string channel, SlackSettings settings, HttpExchange exchange)
{
    /// <summary>How long it looks; the rest of the try's time is for sending.</summary>
    public static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(12);

    // Some apps are given no more at once, and so many messages fit into what is read of an answer.
    private const int PageSize = 15;
    private const int MostPages = 5;

    // Clocks differ.
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(5);

    /// <returns>Null when it is not there, or nobody says so: a message twice is better than none.</returns>
    public async Task<TryOutcome?> FindAsync(CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(LongestLook, exchange.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            return await ReadAsync(either.Token);
        }
        catch (Exception fault)
            when (!cancellationToken.IsCancellationRequested && (time.IsCancellationRequested || FailureReading.Of(fault) is not null))
        {
            return null;
        }
    }

    private async Task<TryOutcome?> ReadAsync(CancellationToken cancellationToken)
    {
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await exchange.SendAsync(HttpCall.Get(PageOf(cursor)), cancellationToken);
            if (answer.Status != 200 || answer.Json() is not { } body || body.At("ok") is not { ValueKind: JsonValueKind.True })
            {
                return null;
            }

            if (body.At("messages").Items().Where(IsOurs).Select(message => message.TextAt("ts")).FirstOrDefault() is { Length: > 0 } ts)
            {
                return Found(answer, ts);
            }

            cursor = body.At("response_metadata").TextAt("next_cursor");
            if (cursor is not { Length: > 0 })
            {
                return null;
            }
        }

        return null;
    }

    // What else was said in the channel is not ours to keep.
    private TryOutcome Found(ReceiverAnswer answer, string ts) => new()
    {
        Outcome = DeliveryOutcome.Confirmed,
        Reply = answer.ToReply() with { Text = $"Already present: {channel} {ts}" },
        Reference = $"{channel}:{ts}",
    };

    private bool IsOurs(JsonElement message) =>
        message.At("metadata").At("event_payload").TextAt("event_id") == attempt.Event.Id;

    private Uri PageOf(string? cursor)
    {
        var thread = SlackMessage.ThreadOf(attempt.EpisodeReference, channel);
        var oldest = (attempt.Event.Time - Before).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var place = thread is null ? "conversations.history?" : $"conversations.replies?ts={Uri.EscapeDataString(thread)}&";
        var rest = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
        return settings.Http.Under(string.Create(
            CultureInfo.InvariantCulture,
            $"{place}channel={Uri.EscapeDataString(channel)}&oldest={oldest}&include_all_metadata=true&limit={PageSize}{rest}"));
    }
}
