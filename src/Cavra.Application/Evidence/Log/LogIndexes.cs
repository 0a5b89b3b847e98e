using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence.Log;

/// <summary>Says of entries that are shown where they are in the log, and whose key has signed for it.</summary>
internal static class LogIndexes
{
    public static Task<Result<Page<EvidenceView>>> WithLogIndexAsync(
        this Task<Result<Page<EvidenceView>>> page, ICavraDbContext db, CancellationToken cancellationToken) =>
        page.WithLogIndexAsync(
            db, view => view.EvidenceId, view => view.Removed is not null,
            (view, place) => view with { Sequence = place.Index, Removed = view.Removed is null ? null : place.Removed }, cancellationToken);

    public static Task<Result<Page<MetadataItem>>> WithLogIndexAsync(
        this Task<Result<Page<MetadataItem>>> page, ICavraDbContext db, CancellationToken cancellationToken) =>
        page.WithLogIndexAsync(db, item => item.EvidenceId, item => item.Removed is not null, Placed, cancellationToken);

    public static async Task<IReadOnlyList<MetadataItem>> WithLogIndexAsync(
        this IReadOnlyList<MetadataItem> items, ICavraDbContext db, CancellationToken cancellationToken)
    {
        var places = await db.PlacesAsync(
            [.. items.Select(item => item.EvidenceId)], [.. items.Where(item => item.Removed is not null).Select(item => item.EvidenceId)],
            cancellationToken);
        return [.. items.Select(item => places.TryGetValue(item.EvidenceId, out var place) ? Placed(item, place) : item)];
    }

    private static async Task<Result<Page<T>>> WithLogIndexAsync<T>(
        this Task<Result<Page<T>>> listing, ICavraDbContext db, Func<T, EvidenceId> id, Func<T, bool> isRemoved, Func<T, Place, T> placed,
        CancellationToken cancellationToken)
    {
        var page = await listing;
        if (page.Refusal is not null)
        {
            return page;
        }

        var places = await db.PlacesAsync(
            [.. page.Value.Items.Select(id)], [.. page.Value.Items.Where(isRemoved).Select(id)], cancellationToken);
        return page.Value.Showing(item => places.TryGetValue(id(item), out var place) ? placed(item, place) : item);
    }

    private static async Task<Dictionary<EvidenceId, Place>> PlacesAsync(
        this ICavraDbContext db, EvidenceId[] entries, EvidenceId[] removed, CancellationToken cancellationToken)
    {
        var logged = await db.LoggedEntries.AsNoTracking().Where(row => entries.Contains(row.EntryId)).ToListAsync(cancellationToken);
        if (logged.Count == 0 || await db.LogCheckpoints.NewestAsync(cancellationToken) is not { } checkpoint)
        {
            return [];
        }

        // Of several keys the newest signs last, and is the one that goes on.
        var signer = SignedNote.TryParse(checkpoint.Note, out var note) ? VerifierName(note) : null;
        var removals = removed.Length == 0
            ? []
            : await db.RemovalsAsync([.. logged.Where(row => removed.Contains(row.EntryId)).Select(row => row.Index)], cancellationToken);
        return logged.ToDictionary(
            row => row.EntryId, row => new Place(row.Index, signer, removals.GetValueOrDefault(row.Index, RemovedView.Unknown)));
    }

    private static string VerifierName(SignedNote note) => $"{note.Signatures[^1].Name}+{note.Signatures[^1].KeyId:x8}";

    private static MetadataItem Placed(MetadataItem item, Place place) =>
        item with { Sequence = place.Index, Signer = place.Signer, Removed = item.Removed is null ? null : place.Removed };

    private sealed record Place(long Index, string? Signer, RemovedView Removed);
}
