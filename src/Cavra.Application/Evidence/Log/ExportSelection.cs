using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence.Log;

/// <summary>Reads what an export needs to be decided: what is selected, between which entries, and whether the log grew from a checkpoint.</summary>
internal sealed class ExportSelection(ICavraDbContext db, SelectedEntries entries, ILogKeys logKeys, Call call)
{
    public async Task<Result<EvidenceExport>> PrepareAsync(ExportEvidence asked, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.LogCheckpoints.NewestAsync(cancellationToken) is not { } checkpoint)
        {
            return EvidenceRefusals.EmptyLog;
        }

        if (await db.LogTrees.AnyAsync(tree => tree.StoppedFor != null, cancellationToken))
        {
            return EvidenceRefusals.LogStandsStill;
        }

        if (!await IsGrownFromAsync(asked.EarlierCheckpoint, checkpoint.Size, cancellationToken))
        {
            return EvidenceRefusals.NotGrownFrom;
        }

        var selection = new EvidenceSelection
        {
            AuditId = asked.AuditId?.Value,
            DeliveryId = asked.DeliveryId?.Value,
            RetryPlanId = asked.RetryPlanId?.Value,
            Since = asked.Since,
            Until = asked.Until,
        };
        var (first, end, removed) = await ShownAsync(await FirstAsync(selection, cancellationToken), await EndAsync(selection, cancellationToken), cancellationToken);
        var selected = await entries.IndexesAsync(selection, first, end ?? checkpoint.Size, cancellationToken);
        return selected.Count == 0 ? EvidenceRefusals.NothingSelected
            : (end ?? checkpoint.Size) - Math.Max(first, removed) > EvidenceExport.MostEntries ? EvidenceRefusals.TooMuch
            : new EvidenceExport
            {
                Id = Ids.New<ExportId>(now),
                Selection = selection,
                TreeSize = checkpoint.Size,
                FirstIndex = first,
                EndIndex = end,
                SelectedCount = selected.Count,
            };
    }

    // Retention takes a log from its beginning on: what begins within is shown from there, and what ends within up to the record.
    private async Task<(long First, long? End, long Removed)> ShownAsync(long first, long? end, CancellationToken cancellationToken)
    {
        var removed = await db.EvidenceRemovals.Where(removal => removal.Reason == RemovalReason.Retention)
            .OrderByDescending(removal => removal.EndIndex).Select(removal => removal.EndIndex).FirstOrDefaultAsync(cancellationToken);
        return (first < removed ? 0 : first, end <= removed ? null : end, removed);
    }

    // Only an entry that has its bytes shows that nothing beyond it can match.
    private IQueryable<EvidenceEntry> Readable() => db.Evidence.Where(entry =>
        !db.EvidenceErasures.Any(erasure => erasure.EntryId == entry.Id && erasure.State == EvidenceErasureState.Confirmed));

    // Ids are ordered by their instants, as far as they were made by Cavra: the entry itself says whether it lies before.
    private async Task<long> FirstAsync(EvidenceSelection selection, CancellationToken cancellationToken)
    {
        if (selection.FirstPossible is not { } from)
        {
            return 0;
        }

        var found = await Placed(Readable().NotAfter(entry => entry.Id, from - EvidenceSelection.Disorder).OrderByDescending(entry => entry.Id))
            .FirstOrDefaultAsync(cancellationToken);
        return found is not null && selection.IsBefore(found.CreatedAt) ? found.Index : 0;
    }

    private async Task<long?> EndAsync(EvidenceSelection selection, CancellationToken cancellationToken)
    {
        if (selection.Until is not { } until)
        {
            return null;
        }

        var found = await Placed(Readable().NotBefore(entry => entry.Id, until + EvidenceSelection.Disorder).OrderBy(entry => entry.Id))
            .FirstOrDefaultAsync(cancellationToken);
        return found is not null && selection.IsAfter(found.CreatedAt) ? found.Index + 1 : null;
    }

    private IQueryable<PlacedEntry> Placed(IQueryable<EvidenceEntry> entries) => entries.AsNoTracking().Join(
        db.LoggedEntries, entry => new { entry.WorkspaceId, entry.Id }, row => new { row.WorkspaceId, Id = row.EntryId },
        (entry, row) => new PlacedEntry { Index = row.Index, CreatedAt = entry.CreatedAt });

    // What was signed is known by its root: a checkpoint that is not of this log's beginning was never this log's.
    private async Task<bool> IsGrownFromAsync(string? earlier, long size, CancellationToken cancellationToken)
    {
        if (earlier is null || !SignedNote.TryParse(earlier, out var note) || !Checkpoint.TryParse(note.Text, out var kept))
        {
            return true;
        }

        var origin = LogOrigin.Of(await logKeys.InstanceAsync(cancellationToken), call.Caller.WorkspaceName);
        return kept.Origin == origin && kept.Size <= size
            && TileProofs.Root(kept.Size, await db.LogTiles.ReadAsync(TileProofs.NeededForRoot(kept.Size), cancellationToken)) == kept.Root;
    }

    private sealed class PlacedEntry
    {
        public required long Index { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }
    }
}
