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
        var (tree, begun) = await log.ReadAsync(cancellationToken);
        if (!tree.IsWhatWasSigned(log.Origin))
        {
            return new SequencerBatch(remembered, LogAppend.Nothing, new LogStanding(LogStop.Damaged, tree.FirstMissing));
        }

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

        return await log.AgainstAsync(remembered, stored, begun, cancellationToken) is { } contradiction
            ? new LogStanding(LogStop.Forgotten, contradiction.Index)
            : null;
    }
}
