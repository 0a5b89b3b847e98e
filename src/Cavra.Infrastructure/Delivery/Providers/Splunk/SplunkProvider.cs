using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Content;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Splunk;

/// <summary>
/// Posts to Splunk's HTTP Event Collector. Confirmed by indexer acknowledgement where the token has it; a search drops duplicates
/// by the indexed field <c>event_id</c>.
/// </summary>
internal sealed class SplunkProvider : Provider<SplunkSettings, HttpExchange>
{
    private const string ChannelHeader = "X-Splunk-Request-Channel";

    public override string Name => "splunk";

    protected override SplunkSettings? Read(ConnectorMembers members) => SplunkSettings.Read(members);

    protected override async Task<TryOutcome> TryAsync(
        DeliveryTry attempt, SplunkSettings settings, HttpExchange exchange, CancellationToken cancellationToken)
    {
        var body = JsonBody.Of(SplunkEvent.Of(attempt, settings, exchange.Clock.GetUtcNow()));
        var call = HttpCall.Post(settings.Http.Under("services/collector/event"), body).With(ChannelHeader, settings.Channel);
        return SplunkVerdict.Of(await exchange.SendAsync(call, cancellationToken), settings);
    }

    protected override async Task<bool> HasItAsync(
        DeliveryTry attempt, SplunkSettings settings, string reference, HttpExchange exchange, CancellationToken cancellationToken)
    {
        // The id counts in the channel it was given in, which may be one from before a restart.
        var (channel, id) = (reference.Split(':')[0], reference.Split(':')[^1]);
        var call = HttpCall.Post(settings.Http.Under("services/collector/ack"), Encoding.UTF8.GetBytes($$"""{"acks":[{{id}}]}"""))
            .With(ChannelHeader, channel);
        var answer = await exchange.SendAsync(call, cancellationToken);
        return answer.Status == 200
            && answer.Json().At("acks").At(id) is { ValueKind: JsonValueKind.True };
    }
}

/// <summary>What an event is to Splunk.</summary>
internal static class SplunkEvent
{
    public static JsonObject Of(DeliveryTry attempt, SplunkSettings settings, DateTimeOffset now)
    {
        var digest = EventDigest.Of(attempt.Event);
        return JsonBody.Members(
            ("time", JsonBody.EpochSeconds(now)),
            ("host", settings.Host),
            ("source", settings.Source ?? "cavra"),
            ("sourcetype", settings.SourceType ?? SourceType(digest.Kind)),
            ("index", settings.Index),
            ("event", JsonNode.Parse(CloudEvent.Render(attempt.Workspace, attempt.Event))),
            ("fields", JsonBody.Members(
                ("event_id", attempt.Event.Id),
                ("event_type", attempt.Event.Type),
                ("workspace", attempt.Workspace),
                ("occurred_at", JsonBody.Instant(attempt.Event.Time)),
                ("attempt", attempt.Number.ToString(CultureInfo.InvariantCulture)),
                ("episode", digest.Episode),
                ("episode_state", digest.Episode is null ? null : digest.IsResolved ? "resolved" : "firing"))));
    }

    private static string SourceType(EventKind kind) => kind switch
    {
        EventKind.AuditPackage => "cavra:rollback_drill_ack_audit",
        EventKind.WorkerHealth => "cavra:rollback_drill_ack_worker_health",
        _ => "cavra:rollback_drill",
    };
}
