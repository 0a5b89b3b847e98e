using System.Globalization;
using System.Text.Json;

namespace Cavra.Api.Evidence;

/// <summary>An entry of the log as a report tells it.</summary>
/// <param name="Index">Where it is in the log.</param>
/// <param name="At">When it was written.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Action">What was done.</param>
/// <param name="Outcome"><c>done</c>, or how it ended otherwise.</param>
/// <param name="EvidenceId">What it is called.</param>
/// <param name="About">What it belongs to; null where only the event that it shares with another entry tells.</param>
/// <param name="Event">The event that was sent; null where none was.</param>
/// <param name="Destination">Where an audit delivery went; null for everything else.</param>
/// <param name="Detail">The members that tell it from others of its action.</param>
internal sealed record ReportEntry(
    long Index, DateTimeOffset At, string Actor, string Action, string Outcome, string EvidenceId, string? About, string? Event,
    string? Destination, string Detail)
{
    public bool IsDone => Outcome is "done";

    // The first that an entry has says what it belongs to: a delivery to its package, a run's plan to its run.
    private static readonly (string Member, string Name)[] Subjects =
    [
        ("audit_id", "Audit package"), ("worker_run_id", "Worker run"), ("retry_plan_id", "Retry plan"), ("health_id", "Worker health"),
        ("schedule_id", "Drill schedule"), ("drill_id", "Drill"), ("plan_id", "Plan"),
    ];

    private static readonly (string Member, string Form)[] Details =
    [
        ("acknowledgement_state", "{0}"), ("reason_code", "{0}"), ("connector", "{0}"), ("provider", "{0}"), ("providers", "{0}"),
        ("attempt_number", "attempt {0}"), ("outcome", "{0}"), ("hold_reason", "{0}"), ("failure_class", "{0}"), ("state", "{0}"),
        ("failed_providers", "failed: {0}"), ("destination_count", "destinations: {0}"), ("route_count", "routes: {0}"),
        ("decision_count", "decisions: {0}"), ("retryable_count", "retryable: {0}"), ("selected_retry_count", "selected: {0}"),
        ("breached_count", "breached: {0}"), ("alert_level", "{0}"), ("environment", "{0}"), ("status", "{0}"), ("failed_checks", "failed: {0}"),
        ("name", "{0}"), ("roles", "{0}"), ("external_ref", "{0}"), ("defer_until", "until {0}"), ("pause_reason", "“{0}”"), ("notes", "“{0}”"),
        ("error", "{0}"),
    ];

    /// <summary>Null where it is no entry of the form that Cavra writes.</summary>
    public static ReportEntry? Read(long index, ReadOnlySpan<byte> entry)
    {
        using var document = JsonDocument.Parse(entry.ToArray());
        var root = document.RootElement;
        if (!root.TryGetProperty("who", out var who) || !root.TryGetProperty("what", out var what) || !what.TryGetProperty("summary", out var summary))
        {
            return null;
        }

        var about = Subjects.Select(subject => Text(summary, subject.Member) is { } id ? $"{subject.Name} {id}" : null).FirstOrDefault(text => text is not null);
        var sent = Text(summary, "event_id");
        return new ReportEntry(
            index, root.GetProperty("created_at").GetDateTimeOffset(), Text(who, "actor") ?? "", Text(what, "action") ?? "",
            Text(what, "outcome") ?? "", Text(root, "evidence_id") ?? "", about ?? (sent is null ? Kind(what) : null), sent,
            Text(summary, "audit_id") is null ? null : Text(summary, "destination_id"), Told(what, summary));
    }

    private static string Told(JsonElement what, JsonElement summary)
    {
        string?[] told =
        [
            Text(what, "resource_type"),
            .. Details.Select(detail => Text(summary, detail.Member) is { } text ? string.Format(CultureInfo.InvariantCulture, detail.Form, text) : null),
        ];
        return string.Join(" · ", told.OfType<string>().Distinct());
    }

    // What belongs to no document of the loop is told together with its like.
    private static string Kind(JsonElement what) =>
        Text(what, "resource_type") is { } type ? $"{char.ToUpperInvariant(type[0])}{type[1..]}" : "Not about one document";

    private static string? Text(JsonElement document, string member) =>
        document.ValueKind is JsonValueKind.Object && document.TryGetProperty(member, out var value) ? Text(value) : null;

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() is { Length: > 0 } text => text,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Array when value.GetArrayLength() > 0 => string.Join(", ", value.EnumerateArray().Select(Text).OfType<string>()),
        _ => null,
    };
}
