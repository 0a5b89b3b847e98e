using System.Text;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>What one turn finds of a log whose tree it has locked: what it becomes, or why it stands still.</summary>
/// <param name="Remembered">What was remembered of it; null when that can't be read.</param>
/// <param name="Grown">What the batch makes of it; the same where nothing awaits it.</param>
/// <param name="Stop">Why nothing is signed; null when something may be.</param>
internal sealed record SequencerBatch(RememberedLog? Remembered, LogAppend Grown, LogStanding? Stop)
{
    public static async Task<SequencerBatch> ReadAsync(SignedLog log, RememberedLog? remembered, int batch, CancellationToken cancellationToken)
    {
        var row = await log.Store.TreeAsync(cancellationToken);
        var tree = new StoredTree(
            row.Size, row.LastIndex, log.Believed(row.Note), row.Note is not null, await log.Store.EdgeAsync(row.Size, cancellationToken));
        if (!tree.IsWhatWasSigned(log.Origin))
        {
            return new SequencerBatch(remembered, LogAppend.Nothing, new LogStanding(LogStop.Damaged, tree.FirstMissing));
        }

        // Of what was begun before the tree became what it is, nothing is left to do.
        var begun = row.Begun is { } found && found.Begins(row.Size) ? found : null;
        var awaiting = begun is null
            ? await log.Store.AwaitingAsync(batch, cancellationToken)
            : await log.Store.AwaitingAsync(begun, cancellationToken);
        var grown = LogAppend.Of(tree, awaiting.Entries);
        return new SequencerBatch(
            remembered, grown,
            await ForgottenAsync(log, remembered, tree.State, begun?.After, cancellationToken) ?? Unfit(tree.Size, awaiting)
            ?? (begun is not null && grown.After != begun.After ? new LogStanding(LogStop.Damaged, tree.Size) : null));
    }

    private static LogStanding? Unfit(long size, AwaitingBatch awaiting) =>
        awaiting.TooLong is { } longer ? new LogStanding(LogStop.Damaged, size + longer)
        : awaiting.Entries.Index().FirstOrDefault(entry => IsUnfit(entry.Item)) is { Item: not null } unfit ? new LogStanding(LogStop.Damaged, size + unfit.Index)
        : null;

    // Lists and exports go by the columns, and it is the document that is signed.
    private static bool IsUnfit(EvidenceEntry entry) =>
        entry.Document is null || Encoding.UTF8.GetByteCount(entry.Document) > EntryBundle.MostBytes || EntryColumns.Contradicting(entry).Count > 0;

    private static async Task<LogStanding?> ForgottenAsync(
        SignedLog log, RememberedLog? remembered, TreeState stored, TreeState? begun, CancellationToken cancellationToken)
    {
        if (remembered is null)
        {
            return new LogStanding(LogStop.NoMemory, null);
        }

        var needed = remembered.Trees.Where(tree => tree.Size > 0 && tree.Size < stored.Size)
            .SelectMany(tree => TileProofs.NeededForConsistency(tree.Size, stored.Size)).Distinct().ToList();
        var tiles = needed.Count == 0 ? new Dictionary<LogTile, byte[]>() : await log.Store.TilesAsync(needed, cancellationToken);
        return remembered.Against(log.Origin, stored, begun, tree => stored.Extends(tree, tiles)) is { } contradiction
            ? new LogStanding(LogStop.Forgotten, contradiction.Index)
            : null;
    }
}
