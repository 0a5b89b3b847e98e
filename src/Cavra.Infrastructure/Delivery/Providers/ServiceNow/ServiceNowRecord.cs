using System.Text.Json.Nodes;
using Cavra.Application.Ports;
using Cavra.Infrastructure.Delivery.Content;

namespace Cavra.Infrastructure.Delivery.Providers.ServiceNow;

/// <summary>What an event is to ServiceNow: flat texts.</summary>
internal static class ServiceNowRecord
{
    private const int MaxShortDescription = 160;
    private const int MaxDescription = 4_000;

    /// <summary>What the record is looked up by: of an episode the same from its first event to its last.</summary>
    public static string CorrelationOf(EventDigest digest, OutgoingEvent what) => digest.Episode ?? what.Id;

    public static byte[] New(EventDigest digest, OutgoingEvent what, ServiceNowSettings settings)
    {
        var record = Constants(settings);
        record["short_description"] = VendorText.Characters(VendorText.OneLine(digest.Title), MaxShortDescription);
        record["description"] = Text(digest, what);
        record["correlation_id"] = CorrelationOf(digest, what);
        record["correlation_display"] = "Cavra";
        record["impact"] ??= Weight(digest.Severity);
        record["urgency"] ??= Weight(digest.Severity);
        return JsonBody.Of(record);
    }

    public static byte[] Note(EventDigest digest, OutgoingEvent what) =>
        JsonBody.Of(JsonBody.Members(("work_notes", Text(digest, what))));

    public static byte[] Resolution(EventDigest digest, OutgoingEvent what, ServiceNowSettings settings) => JsonBody.Of(JsonBody.Members(
        ("state", settings.ResolvedState),
        ("close_code", settings.Fields.GetValueOrDefault("close_code") ?? "Resolved by caller"),
        ("close_notes", Text(digest, what)),
        ("work_notes", Text(digest, what))));

    private static JsonObject Constants(ServiceNowSettings settings) => new(settings.Fields
        .Where(field => field.Key is not "close_code")
        .Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value)));

    private static string Text(EventDigest digest, OutgoingEvent what)
    {
        IEnumerable<string> lines =
        [
            digest.Title, .. digest.Lines, .. digest.Facts.Select(fact => $"{fact.Key}: {fact.Value}"),
            $"Event {what.Id} of {JsonBody.Instant(what.Time)}",
        ];
        return VendorText.Characters(string.Join('\n', lines.Select(VendorText.OneLine)), MaxDescription);
    }

    private static string Weight(EventSeverity severity) => severity switch
    {
        EventSeverity.Critical => "1",
        EventSeverity.Warning => "2",
        _ => "3",
    };
}
