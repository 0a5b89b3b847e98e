using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Cavra.Application.Evidence.Log;

namespace Cavra.Api.Evidence;

/// <summary>The page of an export that a person would rather read than JSON: loop by loop, who did what, when, after how long.</summary>
internal sealed class ExportReport(PreparedExport prepared)
{
    /// <summary>Entries shown; those after them are counted.</summary>
    public const int Shown = 2_000;

    private static readonly string[] Subjects = ["delivery_id", "audit_id", "retry_plan_id", "health_id", "schedule_id"];

    private static readonly string[] Details =
    [
        "acknowledgement_state", "reason_code", "provider", "connector", "state", "alert_level", "failure_class", "external_ref", "notes",
    ];

    private readonly List<Line> _lines = [];
    private readonly SortedDictionary<string, int> _people = new(StringComparer.Ordinal);
    private int _count;
    private int _refused;

    public void Add(long index, ReadOnlySpan<byte> entry)
    {
        using var document = JsonDocument.Parse(entry.ToArray());
        if (!document.RootElement.TryGetProperty("who", out var who) || !document.RootElement.TryGetProperty("what", out var what))
        {
            _count++;
            return;
        }

        var actor = Text(who, "actor") ?? "";
        _people[actor] = _people.GetValueOrDefault(actor) + 1;
        _refused += Text(what, "outcome") is "done" ? 0 : 1;
        if (_count++ < Shown)
        {
            var summary = what.GetProperty("summary");
            _lines.Add(new Line(
                index, document.RootElement.GetProperty("created_at").GetDateTimeOffset(), actor, Text(what, "action") ?? "",
                Text(what, "outcome") ?? "", Text(document.RootElement, "evidence_id") ?? "", SubjectOf(what, summary),
                string.Join(" · ", Details.Select(name => Text(summary, name)).OfType<string>().Distinct())));
        }
    }

    public string Page()
    {
        var page = new StringBuilder(ReportPage.Head(prepared.Export.Id.ToString()));
        page.Append(CultureInfo.InvariantCulture, $"<h1>Evidence report</h1><p class=\"lead\">{Encode(Asked())}</p><dl>");
        Fact(page, "Log", $"{prepared.Origin}, {prepared.Export.TreeSize} entries");
        Fact(page, "Indexes", $"{prepared.Export.FirstIndex} to {prepared.Export.EndIndex - 1}, complete for what was asked");
        Fact(page, "Selected", $"{_count} entries, {_refused} of them refused or faulted");
        Fact(page, "Period", _lines.Count == 0 ? "–" : $"{When(_lines[0].At)} to {When(_lines[^1].At)}");
        Fact(page, "Made", $"{When(prepared.MadeAt)}, {prepared.Export.Id}");
        Fact(page, "People", string.Join(", ", _people.Select(person => $"{person.Key} ({person.Value})")));
        page.Append("</dl>");
        if (_count > Shown)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">The first {Shown} of {_count} entries are listed; all of them are in the archive.</p>");
        }

        foreach (var loop in _lines.GroupBy(line => line.Subject))
        {
            Loop(page, loop.Key, [.. loop]);
        }

        return page.Append(ReportPage.Foot).ToString();
    }

    private string Asked() => prepared.Export switch
    {
        { AuditId: { } id } => $"Everything about audit package {id}.",
        { DeliveryId: { } id } => $"Everything about audit delivery {id}.",
        { RetryPlanId: { } id } => $"Everything about retry plan {id}.",
        { Since: { } since, Until: { } until } => $"Everything from {When(since)} to {When(until)}.",
        { Since: { } since } => $"Everything since {When(since)}.",
        { Until: { } until } => $"Everything until {When(until)}.",
        _ => "",
    };

    private static void Loop(StringBuilder page, string subject, Line[] lines)
    {
        page.Append(CultureInfo.InvariantCulture, $"<section><h2>{Encode(subject)}</h2><p class=\"note\">{(lines.Length == 1 ? "1 step" : $"{lines.Length} steps in {Took(lines[^1].At - lines[0].At)}")}</p>");
        page.Append("<table><thead><tr><th>When</th><th>After</th><th>Who</th><th>What</th><th>Outcome</th><th>Proof</th></tr></thead><tbody>");
        var before = lines[0].At;
        foreach (var line in lines)
        {
            var mark = line.Outcome is "done" ? "" : " class=\"refused\"";
            page.Append(CultureInfo.InvariantCulture, $"<tr{mark}><td data-is=\"When\">{When(line.At)}</td><td data-is=\"After\">{Took(line.At - before)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td data-is=\"Who\">{Encode(line.Actor)}</td><td data-is=\"What\">{Encode(line.Action)}<small>{Encode(line.Detail)}</small></td>");
            page.Append(CultureInfo.InvariantCulture, $"<td data-is=\"Outcome\">{Encode(line.Outcome)}</td><td data-is=\"Proof\"><code>{line.Index}</code><small>{Encode(line.EvidenceId)}</small></td></tr>");
            before = line.At;
        }

        page.Append("</tbody></table></section>");
    }

    private static void Fact(StringBuilder page, string name, string value) =>
        page.Append(CultureInfo.InvariantCulture, $"<dt>{name}</dt><dd>{Encode(value)}</dd>");

    private static string SubjectOf(JsonElement what, JsonElement summary) =>
        Subjects.Select(name => Text(summary, name)).OfType<string>().FirstOrDefault()
            ?? (Text(what, "resource_id") is { } id ? $"{Text(what, "resource_type")} {id}" : "Not about one document");

    private static string? Text(JsonElement document, string member) =>
        document.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static string When(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Took(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => "0 s",
        { TotalMinutes: < 2 } => $"{(int)span.TotalSeconds} s",
        { TotalHours: < 2 } => $"{(int)span.TotalMinutes} min",
        { TotalDays: < 2 } => $"{(int)span.TotalHours} h",
        _ => $"{(int)span.TotalDays} days",
    };

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private sealed record Line(
        long Index, DateTimeOffset At, string Actor, string Action, string Outcome, string EvidenceId, string Subject, string Detail);
}
