using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence.Log;

/// <summary>Reads what an export needs to be decided: which entries are selected, under which checkpoint, grown from which.</summary>
internal sealed class ExportSelection(ICavraDbContext db, ILogKeys logKeys, Call call)
{
    public async Task<Result<PreparedExport>> PrepareAsync(ExportEvidence asked, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.LogCheckpoints.NewestAsync(cancellationToken) is not { } checkpoint)
        {
            return EvidenceRefusals.EmptyLog;
        }

        var origin = LogOrigin.Of(await logKeys.InstanceAsync(cancellationToken), call.Caller.WorkspaceName);
        var grown = await GrownAsync(asked.EarlierCheckpoint, origin, checkpoint.Size, cancellationToken);
        if (grown.Refusal is { } refusal)
        {
            return refusal;
        }

        var selected = await SelectedAsync(asked, checkpoint.Size, cancellationToken);
        if (selected.Count == 0)
        {
            return EvidenceRefusals.NothingSelected;
        }

        var (first, end) = await RangeAsync(asked, checkpoint.Size, selected, cancellationToken);
        if (end - first > EvidenceExport.MostEntries)
        {
            return EvidenceRefusals.TooMuch;
        }

        var note = await db.CosignedAsync(checkpoint, cancellationToken);
        var keys = await db.LogKeys.AsNoTracking().OrderByDescending(key => key.CreatedAt).ToListAsync(cancellationToken);
        return new PreparedExport(
            Recorded(asked, checkpoint.Size, selected.Count, first, end, now), now, origin, note, selected,
            [.. keys.Select(key => VerifierKey.OfEd25519(origin, key.PublicKey).ToString())], asked.EarlierCheckpoint, grown.Value);
    }

    private static EvidenceExport Recorded(
        ExportEvidence asked, long size, int selected, long first, long end, DateTimeOffset now) => new()
        {
            Id = Ids.New<ExportId>(now),
            AuditId = asked.AuditId?.Value,
            DeliveryId = asked.DeliveryId?.Value,
            RetryPlanId = asked.RetryPlanId?.Value,
            Since = asked.Since,
            Until = asked.Until,
            TreeSize = size,
            FirstIndex = first,
            EndIndex = end,
            SelectedCount = selected,
        };

    // Of times that were asked for, the entry before and the one after belong to it: they show that nothing beyond them matches.
    private async Task<(long First, long End)> RangeAsync(
        ExportEvidence asked, long size, List<long> selected, CancellationToken cancellationToken)
    {
        var (first, end) = (selected[0], selected[^1] + 1);
        if (asked.Since is null && asked.Until is null)
        {
            return (first, end);
        }

        var logged = db.Evidence.AsNoTracking().Join(
            db.LoggedEntries, entry => entry.Id, row => row.EntryId, (entry, row) => new { row.Index, entry.CreatedAt });
        var before = asked.Since is not { } since || first == 0
            ? 0
            : await logged.Where(entry => entry.Index < first && entry.CreatedAt < since)
                .OrderByDescending(entry => entry.Index).Select(entry => (long?)entry.Index).FirstOrDefaultAsync(cancellationToken) ?? 0;
        var after = asked.Until is not { } until || end == size
            ? size - 1
            : await logged.Where(entry => entry.Index >= end && entry.Index < size && entry.CreatedAt > until)
                .OrderBy(entry => entry.Index).Select(entry => (long?)entry.Index).FirstOrDefaultAsync(cancellationToken) ?? size - 1;
        return (before, after + 1);
    }

    private async Task<List<long>> SelectedAsync(ExportEvidence asked, long size, CancellationToken cancellationToken)
    {
        var entries = new EvidenceFilter { Since = asked.Since, Until = asked.Until }.Of(db);
        entries = asked.AuditId?.Value is { } audit
            ? entries.Where(entry => entry.Facets.AuditId == audit || entry.Facets.ResourceId == audit)
            : entries;
        entries = asked.DeliveryId?.Value is { } delivery
            ? entries.Where(entry => entry.Facets.DeliveryId == delivery || entry.Facets.ResourceId == delivery)
            : entries;
        entries = asked.RetryPlanId?.Value is { } plan
            ? entries.Where(entry => entry.Facets.RetryPlanId == plan || entry.Facets.ResourceId == plan)
            : entries;
        return await entries
            .Join(db.LoggedEntries, entry => entry.Id, logged => logged.EntryId, (entry, logged) => logged.Index)
            .Where(index => index < size).OrderBy(index => index).Take(EvidenceExport.MostEntries + 1).ToListAsync(cancellationToken);
    }

    // What was signed is known by its root: a checkpoint that is not of this log's beginning was never this log's.
    private async Task<Result<TreeHash[]>> GrownAsync(
        string? earlier, string origin, long size, CancellationToken cancellationToken)
    {
        if (earlier is null || !SignedNote.TryParse(earlier, out var note) || !Checkpoint.TryParse(note.Text, out var kept))
        {
            return Array.Empty<TreeHash>();
        }

        if (kept.Origin != origin || kept.Size > size
            || TileProofs.Root(kept.Size, await db.LogTiles.ReadAsync(TileProofs.NeededForRoot(kept.Size), cancellationToken)) != kept.Root)
        {
            return EvidenceRefusals.NotGrownFrom;
        }

        var tiles = await db.LogTiles.ReadAsync(TileProofs.NeededForConsistency(kept.Size, size), cancellationToken);
        return TileProofs.Consistency(kept.Size, size, tiles).ToArray();
    }
}
