using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cavra.Domain.Evidence;

/// <summary>
/// Holds what is stored beside an entry's document to the document: lists and exports are made by the columns, and it is the document
/// that is signed.
/// </summary>
public static class EntryColumns
{
    private const string Further = "(and ";

    /// <summary>Names of the columns that say something else than the document; the document itself when it is no entry, or not there.</summary>
    public static IReadOnlyList<string> Contradicting(EvidenceEntry stored)
    {
        if (stored.Document is not { } text)
        {
            return ["document"];
        }

        try
        {
            return [.. Compared(stored, text, JsonNode.Parse(text)!).Where(column => !column.Agrees).Select(column => column.Name)];
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            return ["document"];
        }
    }

    private static IEnumerable<(string Name, bool Agrees)> Compared(EvidenceEntry stored, string text, JsonNode document)
    {
        var (who, what) = (document["who"]!, document["what"]!);
        var facts = FactsOf(what);
        var (has, said) = (stored.Facets, EvidenceFacets.Of(facts));
        return
        [
            ("id", Text(document["evidence_id"]) == stored.Id.ToString()),
            ("created_at", document["created_at"]!.GetValue<DateTimeOffset>() == stored.CreatedAt),
            ("digest", stored.Digest == ContentDigest.OfBytes(Encoding.UTF8.GetBytes(text))),
            ("actor", Text(who["actor"]) == stored.Actor),
            ("action", Text(what["action"]) == stored.Action),
            ("outcome", Text(what["outcome"]) == stored.Outcome),
            ("kind", facts.Kind == stored.Kind),
            ("is_record", RecordHistory.Shows(facts.Kind) == stored.IsRecord),
            ("resource_id", has.ResourceId == said.ResourceId),
            ("schedule_id", has.ScheduleId == said.ScheduleId),
            ("providers", AreSame(has.Providers, said.Providers)),
            ("chains", AreSame(has.Chains, said.Chains)),
            ("acknowledgement_state", has.AcknowledgementState == said.AcknowledgementState),
            ("delivery_source", has.DeliverySource == said.DeliverySource),
            ("delivery_success", has.DeliverySuccess == said.DeliverySuccess),
            ("alert_level", has.AlertLevel == said.AlertLevel),
            ("suppressed", has.Suppressed == said.Suppressed),
            ("audit_id", has.AuditId == said.AuditId),
            ("delivery_id", has.DeliveryId == said.DeliveryId),
            ("retry_plan_id", has.RetryPlanId == said.RetryPlanId),
            ("health_id", has.HealthId == said.HealthId),
            ("cadence", has.Cadence == said.Cadence),
            ("audits", AreSame(has.Audits, said.Audits)),
        ];
    }

    private static EvidenceFacts FactsOf(JsonNode what) => new(
        Text(what["metadata_kind"]), Text(what["resource_type"]), Text(what["resource_id"]),
        what["summary"]!.AsObject().ToDictionary(member => member.Key, member => ValueOf(member.Value)));

    private static object? ValueOf(JsonNode? value) => value switch
    {
        JsonArray items when items.All(item => item?.GetValueKind() is JsonValueKind.String) =>
            items.Select(item => item!.GetValue<string>()).ToArray(),
        JsonValue one when one.GetValueKind() is JsonValueKind.String => one.GetValue<string>(),
        JsonValue one when one.GetValueKind() is JsonValueKind.True or JsonValueKind.False => one.GetValue<bool>(),
        _ => null,
    };

    // Very long lists are told by their first and a count of the others: the columns have them all.
    private static bool AreSame(IReadOnlyList<string> has, IReadOnlyList<string> said)
    {
        var isWhole = !said.Any(text => text.StartsWith(Further, StringComparison.Ordinal));
        return isWhole
            ? has.ToHashSet().SetEquals(said)
            : said.Where(text => !text.StartsWith(Further, StringComparison.Ordinal)).All(has.Contains);
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
