using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence.Log;

/// <summary>Says what a recorded export holds, once the log has taken in the entry that records it.</summary>
public sealed record ReadExport(PreparedExport Prepared) : IQuery<ExportContents>
{
    public static Permission Permission => Permissions.RecordsRead;
}

/// <summary>What an export holds; its files are read one by one as they are written.</summary>
/// <param name="Prepared">What was recorded.</param>
/// <param name="Index">Where in the log the entry that records it is.</param>
/// <param name="Origin">What the log is called.</param>
/// <param name="TreeSize">Entries that the checkpoint is over.</param>
/// <param name="Checkpoint">The signed checkpoint.</param>
/// <param name="Selected">Indexes of the selected entries, in order.</param>
/// <param name="Keys">Verifier keys, the newest first.</param>
/// <param name="Consistency">The proof that the log grew from the asker's checkpoint; empty when there is none.</param>
public sealed record ExportContents(
    PreparedExport Prepared, long Index, string Origin, long TreeSize, string Checkpoint, IReadOnlyList<long> Selected,
    IReadOnlyList<string> Keys, IReadOnlyList<TreeHash> Consistency) : IBetweenSteps
{
    /// <summary>The newest time-stamp of the log at or before the checkpoint; null where there is none.</summary>
    public ExportedTimestamp? Timestamp { get; init; }

    /// <summary>Indexes of the entries that tell of bytes that were taken away from what the export's bundles hold, in order.</summary>
    public IReadOnlyList<long> Tellers { get; init; } = [];

    /// <summary>The ranges that those entries tell of, each from its first index to the one after its last.</summary>
    public IReadOnlyList<(long First, long End)> Removed { get; init; } = [];

    /// <summary>Indexes of the bundles that it holds: those of its range, of the record, and of what tells of removals.</summary>
    public IReadOnlyCollection<long> Bundles => new SortedSet<long>(
    [
        .. LongRange(FirstIndex / LogTile.FullWidth, (EndIndex - 1) / LogTile.FullWidth), Index / LogTile.FullWidth,
        .. Tellers.Select(index => index / LogTile.FullWidth),
    ]);

    private static IEnumerable<long> LongRange(long first, long last)
    {
        for (var index = first; index <= last; index++)
        {
            yield return index;
        }
    }

    public long FirstIndex => Prepared.Export.FirstIndex;

    /// <summary>Index after the last entry between which and the first all of them are held.</summary>
    public long EndIndex => Prepared.Export.EndIndex ?? Index + 1;
}

/// <summary>A time-stamp that goes with an export.</summary>
/// <param name="Size">Entries that the stamped checkpoint is over.</param>
/// <param name="Checkpoint">The checkpoint whose text is stamped.</param>
/// <param name="Token">The token in DER.</param>
public sealed record ExportedTimestamp(long Size, string Checkpoint, ReadOnlyMemory<byte> Token);

internal sealed class ReadExportHandler(ICavraDbContext db, SelectedEntries entries, ILogKeys logKeys, Call call)
    : IRequestHandler<ReadExport, Result<ExportContents>>
{
    public async Task<Result<ExportContents>> Handle(ReadExport query, CancellationToken cancellationToken)
    {
        var (export, record) = (query.Prepared.Export, query.Prepared.EvidenceId);
        var logged = await db.LoggedEntries.AsNoTracking().SingleOrDefaultAsync(row => row.EntryId == record, cancellationToken);
        if (logged is null || await db.LogCheckpoints.NewestAsync(cancellationToken) is not { } checkpoint)
        {
            return EvidenceRefusals.NotInLogYet;
        }

        var origin = LogOrigin.Of(await logKeys.InstanceAsync(cancellationToken), call.Caller.WorkspaceName);
        var keys = await db.LogKeys.AsNoTracking().OrderByDescending(key => key.CreatedAt).ToListAsync(cancellationToken);
        var contents = new ExportContents(
            query.Prepared, logged.Index, origin, checkpoint.Size, await db.CosignedAsync(checkpoint, cancellationToken),
            await entries.IndexesAsync(export.Selection, export.FirstIndex, export.EndIndex ?? logged.Index + 1, cancellationToken),
            [.. keys.Select(key => VerifierKey.OfEd25519(origin, key.PublicKey).ToString())],
            await GrownAsync(query.Prepared.Earlier, checkpoint.Size, cancellationToken))
        {
            Timestamp = await db.NewestTimestampAsync(checkpoint.Size, cancellationToken) is var (timestamp, stamped)
                ? new ExportedTimestamp(timestamp.Size, stamped, timestamp.Token)
                : null,
        };
        return await WithTellersAsync(contents, cancellationToken);
    }

    // What tells of a removal lies in a bundle, of which something else may have been taken away.
    private async Task<ExportContents> WithTellersAsync(ExportContents contents, CancellationToken cancellationToken)
    {
        var size = contents.TreeSize;
        var retention = await Told().Where(told => told.Reason == RemovalReason.Retention && told.Index < size)
            .OrderByDescending(told => told.EndIndex).Take(1).ToListAsync(cancellationToken);
        for (var known = -1; known != contents.Tellers.Count;)
        {
            known = contents.Tellers.Count;
            var bundles = contents.Bundles.ToList();
            var erasures = await Told().Where(told => told.Reason == RemovalReason.Erasure && told.Index < size && bundles.Contains(told.FirstIndex / LogTile.FullWidth))
                .ToListAsync(cancellationToken);
            var told = erasures.Concat(retention.Where(removal => bundles.Exists(bundle => bundle * LogTile.FullWidth < removal.EndIndex))).ToList();
            contents = contents with
            {
                Tellers = [.. new SortedSet<long>(told.Select(removal => removal.Index))],
                Removed = [.. told.Select(removal => (removal.FirstIndex, removal.EndIndex))],
            };
        }

        return contents;
    }

    private IQueryable<ToldRemoval> Told() => db.EvidenceRemovals.AsNoTracking().Join(
        db.LoggedEntries, removal => new { removal.WorkspaceId, EntryId = removal.ToldBy }, row => new { row.WorkspaceId, row.EntryId },
        (removal, row) => new ToldRemoval { Reason = removal.Reason, FirstIndex = removal.FirstIndex, EndIndex = removal.EndIndex, Index = row.Index });

    private sealed class ToldRemoval
    {
        public required RemovalReason Reason { get; init; }

        public required long FirstIndex { get; init; }

        public required long EndIndex { get; init; }

        public required long Index { get; init; }
    }

    private async Task<IReadOnlyList<TreeHash>> GrownAsync(string? earlier, long size, CancellationToken cancellationToken)
    {
        if (earlier is null || !SignedNote.TryParse(earlier, out var note) || !Checkpoint.TryParse(note.Text, out var kept))
        {
            return [];
        }

        var tiles = await db.LogTiles.ReadAsync(TileProofs.NeededForConsistency(kept.Size, size), cancellationToken);
        return TileProofs.Consistency(kept.Size, size, tiles);
    }
}
