using System.Text.Json.Nodes;
using Cavra.Infrastructure.Delivery.Content;

namespace Cavra.Infrastructure.Delivery.Providers.Slack;

/// <summary>What an event is to Slack: text for notifications and screen readers, the same in blocks, and metadata for programs.</summary>
internal static class SlackMessage
{
    // A section takes 3,000 characters. The four blocks together stay below the 13,000 that a message takes.
    private const int MaxSection = 3_000;
    private const int MaxContext = 1_000;
    private const int Stars = 2;

    public static JsonObject Of(DeliveryTry attempt, string? channel)
    {
        var digest = EventDigest.Of(attempt.Event);
        var title = SlackText.Escaped(VendorText.OneLine(digest.Title), MaxSection - Stars);
        return JsonBody.Members(
            ("channel", channel),
            ("thread_ts", ThreadOf(attempt.EpisodeReference, channel)),
            ("text", title),
            ("blocks", Blocks(attempt, digest, title)),
            ("metadata", JsonBody.Members(
                ("event_type", MetadataType(digest.Kind)),
                ("event_payload", JsonBody.Members([.. EventFields.Of(attempt, digest)])))));
    }

    /// <summary>The first message of an episode, which begins a thread; a channel that was configured since has no such message.</summary>
    public static string? ThreadOf(string? reference, string? channel) =>
        reference?.Split(':') is [var name, var message] && name == channel ? message : null;

    private static JsonArray Blocks(DeliveryTry attempt, EventDigest digest, string title)
    {
        var lines = string.Join('\n', digest.Lines.Select(line => $"• {VendorText.OneLine(line)}"));
        var facts = string.Join('\n', digest.Facts.Select(fact => $"*{fact.Key}:* {VendorText.OneLine(fact.Value)}"));
        var origin = $"{attempt.Event.Id} · {attempt.Workspace} · {JsonBody.Instant(attempt.Event.Time)}";
        return
        [
            Section($"*{title}*"),
            .. new[] { lines, facts }.Where(text => text.Length > 0).Select(text => Section(SlackText.Escaped(text, MaxSection))),
            JsonBody.Members(("type", "context"), ("elements", new JsonArray(Text(SlackText.Escaped(origin, MaxContext))))),
        ];
    }

    private static JsonObject Section(string text) => JsonBody.Members(("type", "section"), ("text", Text(text)));

    // Verbatim: Slack makes no links and names of what only looks like them.
    private static JsonObject Text(string text) => JsonBody.Members(("type", "mrkdwn"), ("text", text), ("verbatim", true));

    private static string MetadataType(EventKind kind) => kind switch
    {
        EventKind.AuditPackage => "cavra_audit_package",
        EventKind.WorkerHealth => "cavra_worker_health",
        EventKind.RecoveryEscalation => "cavra_recovery_escalation",
        EventKind.ConnectorTest => "cavra_connector_test",
        _ => "cavra_notification",
    };
}
