using Cavra.Application.Ports;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence.Log;

/// <summary>Finds the entries of the log that a selection selects, by what they are stored with; no statement walks through history.</summary>
internal sealed class SelectedEntries(ICavraDbContext db)
{
    private const int LinksAtOnce = 1_000;

    /// <summary>Indexes of what is selected, in order; of more than <see cref="EvidenceExport.MostEntries"/>, one more than that.</summary>
    public async Task<IReadOnlyList<long>> IndexesAsync(EvidenceSelection selection, long first, long end, CancellationToken cancellationToken)
    {
        var inTime = new EvidenceFilter { Since = selection.Since, Until = selection.Until }.Of(db);
        if (selection.Thing is not var (_, id) || id is null)
        {
            return await Logged(inTime, first, end).Select(entry => entry.Index).OrderBy(index => index)
                .Take(EvidenceExport.MostEntries + 1).ToListAsync(cancellationToken);
        }

        var found = new SortedSet<long>();
        var links = new HashSet<string>();
        foreach (var entries in About(inTime, selection, id))
        {
            var rows = await Logged(entries, first, end).OrderBy(entry => entry.Index).Take(EvidenceExport.MostEntries + 1).ToListAsync(cancellationToken);
            found.UnionWith(rows.Select(row => row.Index));
            links.UnionWith(rows.SelectMany(row => selection.LinksOf(row.Subjects)));
        }

        foreach (var some in links.Chunk(LinksAtOnce))
        {
            foreach (var entries in Linked(inTime, some))
            {
                found.UnionWith(await Logged(entries, first, end).Select(entry => entry.Index).OrderBy(index => index)
                    .Take(EvidenceExport.MostEntries + 1).ToListAsync(cancellationToken));
            }
        }

        return [.. found.Take(EvidenceExport.MostEntries + 1)];
    }

    // One query an index: with "or" between them the database would read every entry.
    private IEnumerable<IQueryable<EvidenceEntry>> About(IQueryable<EvidenceEntry> entries, EvidenceSelection selection, string id)
    {
        yield return entries.Where(entry => entry.Facets.ResourceId == id);
        if (selection.AuditId is not null)
        {
            yield return entries.Where(entry => entry.Facets.AuditId == id);
            yield return db.EvidenceTerms.Where(word => word.Term == EvidenceTerm.OfAudit(id)).Join(
                entries, word => new { word.WorkspaceId, Id = word.EntryId }, entry => new { entry.WorkspaceId, entry.Id }, (word, entry) => entry);
        }
        else if (selection.DeliveryId is not null)
        {
            yield return entries.Where(entry => entry.Facets.DeliveryId == id);
        }
        else
        {
            yield return entries.Where(entry => entry.Facets.RetryPlanId == id);
        }
    }

    private static IEnumerable<IQueryable<EvidenceEntry>> Linked(IQueryable<EvidenceEntry> entries, string[] links)
    {
        var free = entries.Where(entry => entry.Facets.AuditId == null && entry.Facets.Audits.Count == 0);
        yield return free.Where(entry => links.Contains(entry.Facets.ResourceId));
        yield return free.Where(entry => links.Contains(entry.Facets.DeliveryId));
        yield return free.Where(entry => links.Contains(entry.Facets.RetryPlanId));
    }

    private IQueryable<Row> Logged(IQueryable<EvidenceEntry> entries, long first, long end) => entries.AsNoTracking()
        .Join(
            db.LoggedEntries, entry => new { entry.WorkspaceId, entry.Id }, logged => new { logged.WorkspaceId, Id = logged.EntryId },
            (entry, logged) => new Row
            {
                Index = logged.Index,
                ResourceId = entry.Facets.ResourceId,
                DeliveryId = entry.Facets.DeliveryId,
                RetryPlanId = entry.Facets.RetryPlanId,
            })
        .Where(row => row.Index >= first && row.Index < end);

    private sealed class Row
    {
        public required long Index { get; init; }

        public required string? ResourceId { get; init; }

        public required string? DeliveryId { get; init; }

        public required string? RetryPlanId { get; init; }

        public EntrySubjects Subjects => new(ResourceId, AuditId: null, [], DeliveryId, RetryPlanId);
    }
}
