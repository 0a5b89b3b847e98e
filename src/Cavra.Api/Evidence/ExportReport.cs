using System.Text;
using Cavra.Application.Evidence.Log;
using Cavra.Application.Loops;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;

namespace Cavra.Api.Evidence;

/// <summary>The page of an export that a person would rather read than JSON: loop by loop, who did what, when, after how long.</summary>
internal sealed class ExportReport(ExportContents contents)
{
    /// <summary>Entries shown; those after them are counted.</summary>
    public const int Shown = 2_000;

    /// <summary>Loops shown, of the destinations that the entries name first.</summary>
    public const int ShownLoops = 200;

    private readonly List<ReportEntry> _entries = [];
    private readonly SortedDictionary<string, int> _people = new(StringComparer.Ordinal);
    private readonly HashSet<string> _destinations = [];
    private int _count;
    private int _refused;
    private int _lacking;

    /// <summary>The destinations of audit deliveries that the entries tell of.</summary>
    public IReadOnlyList<DestinationId> Destinations =>
        [.. _destinations.Take(ShownLoops).Select(text => Ids.TryParse<DestinationId>(text, out var id) ? id : default)];

    public void Add(long index, ReadOnlySpan<byte> bytes)
    {
        _count++;
        if (ReportEntry.Read(index, bytes) is not { } entry)
        {
            return;
        }

        _people[entry.Actor] = _people.GetValueOrDefault(entry.Actor) + 1;
        _refused += entry.IsDone ? 0 : 1;
        if (entry.Destination is { } destination)
        {
            _destinations.Add(destination);
        }

        if (_count <= Shown)
        {
            _entries.Add(entry);
        }
    }

    /// <summary>That so many of the selected entries have no bytes any more.</summary>
    public void Lack(int count) => _lacking += count;

    /// <summary>The page.</summary>
    /// <param name="loops">The loops of <see cref="Destinations"/> as they stand.</param>
    public string Page(IReadOnlyList<LoopView> loops)
    {
        var page = new StringBuilder(ReportPage.Head(contents.Prepared.Export.Id.ToString()));
        page.Write($"<h1>Evidence report</h1><p class=\"lead\">{Asked()}</p><dl>");
        Fact(page, "Log", $"{contents.Origin}, {contents.TreeSize} entries");
        Fact(page, "Indexes", $"{contents.FirstIndex} to {contents.EndIndex - 1}, complete for what was asked");
        Fact(page, "Selected", $"{_count} entries, {_refused} of them refused or faulted");
        if (_lacking > 0)
        {
            Fact(page, "Removed", $"{_lacking} more were selected, and their bytes were removed by retention or erased: later entries of the log say so");
        }

        Fact(page, "Period", _entries.Count == 0 ? "–" : $"{ReportText.When(_entries[0].At)} to {ReportText.When(_entries[^1].At)}");
        Fact(page, "Made", $"{ReportText.When(contents.Prepared.MadeAt)}, {contents.Prepared.Export.Id}");
        Fact(page, "People", string.Join(", ", _people.Select(person => $"{person.Key} ({person.Value})")));
        page.Append("</dl>");
        ReportLoops.Write(page, loops, _destinations.Count > ShownLoops);
        ReportEntries.Write(page, _entries);
        if (_count > Shown)
        {
            page.Write($"<p class=\"note\">The first {Shown} of {_count} entries are listed; all of them are in the archive.</p>");
        }

        return page.Append(ReportPage.Foot).ToString();
    }

    private string Asked()
    {
        var asked = contents.Prepared.Export.Selection;
        var about = asked switch
        {
            { AuditId: { } id } => $"Everything about audit package {id}",
            { DeliveryId: { } id } => $"Everything about audit delivery {id}",
            { RetryPlanId: { } id } => $"Everything about retry plan {id}",
            _ => "Everything",
        };
        var since = asked.Since is { } first ? $" from {ReportText.When(first)} on" : "";
        var until = asked.Until is { } last ? $" until {ReportText.When(last)}" : "";
        return $"{about}{since}{until}.";
    }

    private static void Fact(StringBuilder page, string name, string value) => page.Write($"<dt>{name}</dt><dd>{value}</dd>");
}
