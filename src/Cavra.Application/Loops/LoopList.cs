using Cavra.Application.Wire;
using Cavra.Domain.AuditDeliveries;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Loops;

/// <summary>A list in two parts: open loops, oldest first, then ended ones, newest first. A part that is not asked for is null.</summary>
internal sealed class LoopList(IQueryable<Destination>? open, IQueryable<Destination>? ended)
{
    private const int CountedAtMost = Page<LoopView>.CountedAtMost + 1;

    public Task<int> CountOpenAsync(CancellationToken cancellationToken) => CountAsync(open, cancellationToken);

    public Task<int> CountEndedAsync(CancellationToken cancellationToken) => CountAsync(ended, cancellationToken);

    /// <summary>The loops of a page, and one more if there is one.</summary>
    public async Task<IReadOnlyList<(Destination Destination, bool IsOpen)>> ReadAsync(
        PageRequest page, LoopCursor? cursor, int openCount, CancellationToken cancellationToken)
    {
        var found = new List<(Destination, bool)>();
        foreach (var (rows, isOpen) in Parts(cursor, page.Offset, openCount))
        {
            var wanted = page.Limit + 1 - found.Count;
            if (wanted > 0)
            {
                found.AddRange((await rows.Take(wanted).ToListAsync(cancellationToken)).Select(row => (row, isOpen)));
            }
        }

        return found;
    }

    // Those whose worker left them behind have no beginning on record yet: they are the youngest, and come last as nulls do.
    private IEnumerable<(IQueryable<Destination> Rows, bool IsOpen)> Parts(LoopCursor? cursor, int offset, int openCount)
    {
        if (open is not null && cursor is null)
        {
            yield return (Ordered(open).Skip(offset), true);
        }

        if (open is not null && cursor is { IsOpen: true, OpenSince: var since })
        {
            yield return (open.Where(row => row.OpenSince == since).OldestAfter(row => row.Id, cursor.Last), true);
        }

        if (open is not null && cursor is { IsOpen: true, OpenSince: { } known })
        {
            yield return (Ordered(open.Where(row => row.OpenSince > known || row.OpenSince == null)), true);
        }

        if (ended?.NewestFirst(row => row.Id) is { } list)
        {
            yield return (
                cursor is { IsOpen: false } ? list.After(cursor.Last.Value)
                : cursor is null ? list.Rows.Skip(Math.Max(0, offset - openCount))
                : list.Rows,
                false);
        }
    }

    private static IOrderedQueryable<Destination> Ordered(IQueryable<Destination> rows) =>
        rows.OrderBy(row => row.OpenSince).ThenBy(row => row.Id);

    private static async Task<int> CountAsync(IQueryable<Destination>? rows, CancellationToken cancellationToken) =>
        rows is null ? 0 : await rows.Take(CountedAtMost).CountAsync(cancellationToken);
}
