using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Infrastructure.Delivery.Http;
using Cavra.Infrastructure.Delivery.Providers;

namespace Cavra.Infrastructure.Delivery.Content;

/// <summary>
/// An event as a finding of OCSF 1.8. No event is about a worker's run, so there is no Scheduled Job Activity. Its time is that of
/// sending, since receivers drop or move what is old; the event's own is <c>metadata.original_time</c>.
/// </summary>
internal static class OcsfEvent
{
    private const string Version = "1.8.0";
    private const string Product = "Cavra";

    public static byte[] Render(DeliveryTry attempt) => JsonBody.Of(Of(attempt));

    /// <summary>The finding with the event's data whole.</summary>
    public static JsonObject Of(DeliveryTry attempt) => Of(attempt, JsonNode.Parse(attempt.Event.Data), int.MaxValue);

    /// <summary>The finding with something else in the place of the data.</summary>
    /// <param name="attempt">What is sent.</param>
    /// <param name="unmapped">What stands in that place.</param>
    /// <param name="mostOctets">Of each text that tells of the event.</param>
    public static JsonObject Of(DeliveryTry attempt, JsonNode? unmapped, int mostOctets)
    {
        var digest = EventDigest.Of(attempt.Event);
        var (kind, activity) = (OcsfClass.Of(digest.Kind), OcsfActivity.Of(attempt, digest));
        var severity = OcsfScale.Severity(digest.Severity);
        var finding = JsonBody.Members(
            ("activity_id", activity.Id),
            ("activity_name", activity.Caption),
            ("category_uid", OcsfClass.Category),
            ("category_name", OcsfClass.CategoryCaption),
            ("class_uid", kind.Uid),
            ("class_name", kind.Caption),
            ("type_uid", kind.Uid * 100 + activity.Id),
            ("type_name", $"{kind.Caption}: {activity.Caption}"),
            ("severity_id", severity.Id),
            ("severity", severity.Caption),
            ("status_id", activity.StatusId),
            ("status", activity.Status),
            ("time", attempt.Now.ToUnixTimeMilliseconds()),
            ("timezone_offset", 0),
            ("message", VendorText.Bytes(digest.Title, mostOctets)),
            ("metadata", Metadata(attempt, digest)));
        foreach (var (name, value) in kind == OcsfClass.Incident ? Incident(attempt, digest, mostOctets) : Compliance(attempt, digest, mostOctets))
        {
            finding.Add(name, value);
        }

        finding.Add("unmapped", unmapped);
        return finding;
    }

    private static JsonObject Metadata(DeliveryTry attempt, EventDigest digest) => JsonBody.Members(
        ("version", Version),
        ("product", JsonBody.Members(("name", Product), ("vendor_name", Product))),
        ("uid", attempt.Event.Id),
        ("correlation_uid", digest.Episode ?? attempt.Event.Subject),
        ("event_code", attempt.Event.Type),
        ("log_name", attempt.Event.DataSchema),
        ("original_time", JsonBody.Instant(attempt.Event.Time)),
        ("tenant_uid", attempt.Workspace));

    private static IEnumerable<(string Name, JsonNode? Value)> Incident(DeliveryTry attempt, EventDigest digest, int mostOctets) =>
    [
        ("finding_info_list", new JsonArray(Finding(attempt, digest, digest.Episode ?? attempt.Event.Subject, mostOctets))),
        // One of assignee and assignee_group must be there; Cavra knows of no person who has it.
        ("assignee_group", JsonBody.Members(("name", "Cavra operators"))),
    ];

    private static IEnumerable<(string Name, JsonNode? Value)> Compliance(DeliveryTry attempt, EventDigest digest, int mostOctets)
    {
        var state = OcsfScale.Compliance(digest.Severity);
        var subject = digest.Data.TextAt("audit_id") ?? attempt.Event.Subject;
        yield return ("finding_info", Finding(attempt, digest, subject, mostOctets));
        yield return ("compliance", JsonBody.Members(
            ("control", digest.Kind is EventKind.ConnectorTest ? "Connector test" : "Rollback drill"),
            ("standards", new JsonArray("Cavra rollback drill policy")),
            ("status_id", state.Id),
            ("status", state.Caption)));
        if (Schedule(digest.Data) is { } schedule)
        {
            yield return ("resources", new JsonArray(JsonBody.Members(("uid", schedule), ("type", "Rollback drill schedule"))));
        }
    }

    private static JsonObject Finding(DeliveryTry attempt, EventDigest digest, string uid, int mostOctets) => JsonBody.Members(
        ("uid", uid),
        ("title", VendorText.Bytes(digest.Title, mostOctets)),
        ("desc", digest.Lines.Count > 0 ? VendorText.Bytes(string.Join('\n', digest.Lines), mostOctets) : null),
        // A finding is created once, and only the first event of it says when.
        (OcsfActivity.Of(attempt, digest) == OcsfActivity.Created ? "created_time" : "modified_time", attempt.Event.Time.ToUnixTimeMilliseconds()));

    private static string? Schedule(JsonElement data) =>
        data.TextAt("schedule_id") ?? data.At("filter").TextAt("schedule_id") ?? data.At("plan").TextAt("schedule_id");
}
