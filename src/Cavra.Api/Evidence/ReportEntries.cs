using System.Text;

namespace Cavra.Api.Evidence;

/// <summary>The entries of a report, grouped by what they are about.</summary>
internal static class ReportEntries
{
    public static void Write(StringBuilder page, IReadOnlyList<ReportEntry> entries)
    {
        page.Append("<h2>Entries</h2><p class=\"note\">Grouped by what they are about. <i>After</i> counts from the entry before it in its group.</p>");

        // The attempts of an event belong to what the event was about, which another entry of the same event says.
        var about = entries.Where(entry => entry is { Event: not null, About: not null })
            .GroupBy(entry => entry.Event!).ToDictionary(group => group.Key, group => group.First().About!);
        foreach (var group in entries.GroupBy(entry => entry.About ?? about.GetValueOrDefault(entry.Event!, $"Event {entry.Event}")))
        {
            Group(page, group.Key, [.. group]);
        }
    }

    private static void Group(StringBuilder page, string about, ReportEntry[] entries)
    {
        page.Write($"<section><h3>{about}</h3><p class=\"note\">{Length(entries)}</p>");
        page.Append("<table><thead><tr><th>When</th><th>After</th><th>Who</th><th class=\"wide\">What</th><th>Proof</th></tr></thead><tbody>");
        var before = entries[0].At;
        foreach (var entry in entries)
        {
            page.Write($"<tr><td data-is=\"When\">{ReportText.When(entry.At)}</td><td data-is=\"After\">{ReportText.Took(entry.At - before)}</td>");
            page.Write($"<td data-is=\"Who\">{entry.Actor}</td><td data-is=\"What\"><strong>{entry.Action}</strong>");
            if (!entry.IsDone)
            {
                page.Write($"<strong class=\"bad\">{entry.Outcome}</strong>");
            }

            page.Write($"<small>{entry.Detail}</small></td><td data-is=\"Proof\">{entry.Index}<small>{entry.EvidenceId}</small></td></tr>");
            before = entry.At;
        }

        page.Append("</tbody></table></section>");
    }

    private static string Length(ReportEntry[] entries) =>
        entries.Length == 1 ? "1 entry" : $"{entries.Length} entries in {ReportText.Took(entries[^1].At - entries[0].At)}";
}
