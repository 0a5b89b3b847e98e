using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Cavra.Domain.Abstractions;
using Cavra.Domain.HealthAlerts;
using Cavra.Infrastructure.Delivery.Content;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Alertmanager;

/// <summary>What an event is to Alertmanager: labels that stay the same for the episode, annotations that need not.</summary>
internal sealed record AlertmanagerAlert(
    string Name, string Episode, string EventId, bool IsResolved, JsonObject Labels, JsonObject Annotations,
    DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    public const string Firing = "firing";

    private const string Resolved = "resolved";

    // An alert that nobody answers is sent again so often; two of these may fail before it ends by itself.
    private static readonly TimeSpan LeastInterval = TimeSpan.FromMinutes(RepeatPolicy.Default.EveryMinutes);
    private static readonly TimeSpan TestTime = TimeSpan.FromMinutes(5);

    /// <summary>What to read it back by: whether it must be there, and the labels that name it.</summary>
    public string Reference => $"{(IsResolved ? Resolved : Firing)}:{Name}:{Episode}";

    public static AlertmanagerAlert Of(DeliveryTry attempt, EventDigest digest, AlertmanagerSettings settings, DateTimeOffset now)
    {
        var isTest = digest.Kind is EventKind.ConnectorTest;
        var (name, episode) = (isTest ? "CavraConnectorTest" : "CavraWorkerHealth", digest.Episode ?? attempt.Event.Id);
        var began = isTest ? now : BeganAt(episode) ?? attempt.Event.Time;
        return new AlertmanagerAlert(
            name, episode, attempt.Event.Id, digest.IsResolved,
            LabelsOf(attempt, settings, name, episode, isTest),
            AnnotationsOf(attempt, digest),
            began < now ? began : now,
            digest.IsResolved ? now : now + (isTest ? TestTime : 3 * Interval(digest)));
    }

    public JsonArray ToBody() => new(JsonBody.Members(
        ("labels", Labels),
        ("annotations", Annotations),
        ("startsAt", JsonBody.Instant(StartsAt)),
        ("endsAt", JsonBody.Instant(EndsAt))));

    // The level may change while the trouble lasts, and a changed label would be a second alert: only the file says a severity.
    private static JsonObject LabelsOf(DeliveryTry attempt, AlertmanagerSettings settings, string name, string episode, bool isTest)
    {
        var labels = JsonBody.Members(
            ("alertname", name), ("workspace", attempt.Workspace), ("episode", episode), ("severity", "critical"));
        foreach (var (label, value) in settings.Labels)
        {
            labels[label] = value;
        }

        if (isTest)
        {
            labels["severity"] = "info";
        }

        return labels;
    }

    private static JsonObject AnnotationsOf(DeliveryTry attempt, EventDigest digest) => JsonBody.Members(
    [
        ("summary", VendorText.OneLine(digest.Title)),
        ("description", digest.Lines.Count > 0 ? string.Join('\n', digest.Lines) : null),
        ("alert_level", digest.Data.TextAt("alert_level")),
        .. EventFields.Of(attempt, digest).Where(field => field.Name is not ("workspace" or "episode")),
    ]);

    private static TimeSpan Interval(EventDigest digest)
    {
        var expected = TimeSpan.FromMinutes(digest.Data.NumberAt("expected_interval_minutes") ?? 0);
        return expected > LeastInterval ? expected : LeastInterval;
    }

    // An episode's id holds the moment it began, which thus is the same for each of its events.
    private static DateTimeOffset? BeganAt(string episode) =>
        Ids.TryParse<HealthEpisodeId>(episode, out var id) && id.Value.Version == 7
            ? DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(id.Value.ToByteArray(bigEndian: true)) >>> 16)
            : null;
}
