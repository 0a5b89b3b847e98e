using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cavra.Infrastructure.Delivery.Content;

namespace Cavra.Infrastructure.Delivery.Providers.Syslog;

/// <summary>What an event is to RFC 5424: a header, structured data, and the CloudEvent or the finding of OCSF on one line.</summary>
internal static class SyslogMessage
{
    /// <summary>
    /// What rsyslog takes where nobody says otherwise, in octets: it makes a second message of the rest. By RFC 5425 it were 8192.
    /// </summary>
    public const int MaxOctets = 8096;

    // Each of a summary's texts, in octets; so many of them stay far below the limit however they are escaped.
    private const int MaxTitle = 500;
    private const int MaxFact = 200;

    public static byte[] Of(DeliveryTry attempt, SyslogSettings settings, DateTimeOffset now)
    {
        var digest = EventDigest.Of(attempt.Event);
        var header = $"{Header(digest, settings, now)} {Data(attempt, digest, settings.EnterpriseId)} ";
        var message = Joined(header, settings.IsOcsf ? OcsfEvent.Of(attempt) : CloudEventOf(attempt));
        if (message.Length <= MaxOctets)
        {
            return message;
        }

        var summary = Summary(attempt.Event.Data, digest);
        return Joined(header, settings.IsOcsf ? OcsfEvent.Of(attempt, summary, MaxFact) : CloudEventOf(attempt, summary));
    }

    private static JsonObject CloudEventOf(DeliveryTry attempt, JsonObject? data = null)
    {
        var whole = JsonNode.Parse(CloudEvent.Render(attempt.Workspace, attempt.Event))!.AsObject();
        if (data is not null)
        {
            whole["data"] = data;
        }

        return whole;
    }

    // The machine's name and the process's number are nobody's business outside.
    private static string Header(EventDigest digest, SyslogSettings settings, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"<{(settings.Facility * 8) + Severity(digest)}>1 {JsonBody.Instant(now)} - {settings.AppName} - {MessageId(digest.Kind)}");

    private static int Severity(EventDigest digest) => digest switch
    {
        { IsResolved: true } => 5,
        { Severity: EventSeverity.Critical } => 2,
        { Severity: EventSeverity.Warning } => 4,
        _ => 6,
    };

    private static string MessageId(EventKind kind) => kind switch
    {
        EventKind.Notification => "notification",
        EventKind.AuditPackage => "audit_package",
        EventKind.WorkerHealth => "worker_health",
        EventKind.RecoveryEscalation => "recovery_escalation",
        _ => "connector_test",
    };

    private static string Data(DeliveryTry attempt, EventDigest digest, int enterprise) => StructuredElement.Of(
        string.Create(CultureInfo.InvariantCulture, $"cavra@{enterprise}"),
        ("event_id", attempt.Event.Id),
        ("type", attempt.Event.Type),
        ("attempt", attempt.Number.ToString(CultureInfo.InvariantCulture)),
        ("workspace", attempt.Workspace),
        ("occurred_at", JsonBody.Instant(attempt.Event.Time)),
        ("episode", digest.Episode),
        ("episode_state", digest.Episode is null ? null : digest.IsResolved ? "resolved" : "firing"));

    private static JsonObject Summary(string data, EventDigest digest)
    {
        var octets = Encoding.UTF8.GetBytes(data);
        return JsonBody.Members(
            ("summary", Fitted(digest.Title, MaxTitle)),
            ("facts", new JsonObject(digest.Facts.Select(fact =>
                KeyValuePair.Create(fact.Key, (JsonNode?)Fitted(fact.Value, MaxFact))))),
            ("data_octets", octets.Length),
            ("data_digest", $"sha256:{Convert.ToHexStringLower(SHA256.HashData(octets))}"));
    }

    private static string Fitted(string text, int most) => VendorText.Bytes(VendorText.OneLine(text), most);

    // The mark in front says that it is UTF-8.
    private static byte[] Joined(string header, JsonObject message) =>
        [.. Encoding.UTF8.GetBytes(header), 0xEF, 0xBB, 0xBF, .. JsonBody.Of(message)];
}
