using Cavra.Domain.Evidence.Log;

namespace Cavra.Verification;

/// <summary>The entries of a log whose bytes are known to be those under the signed root, bundle by bundle.</summary>
internal sealed class TrustedEntries(ILogSource source, Checkpoint checkpoint, TrustedTiles tiles)
{
    private const int MostBundleBytes = LogTile.FullWidth * (EntryBundle.MostBytes + 2);

    /// <summary>The entries of a bundle, up to 256.</summary>
    /// <param name="index">The bundle's; its first entry has 256 times that.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Flaw">One of them is not what was signed, or is missing.</exception>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(long index, CancellationToken cancellationToken)
    {
        var tile = Tiling.At(0, index * LogTile.FullWidth, checkpoint.Size);
        var (hashes, root) = await tiles.ReadAsync(tile, cancellationToken);
        var entries = await BundleAsync(new EntryTile(tile.Index, tile.Width), cancellationToken);
        Check(tile, hashes, root, entries);
        return entries;
    }

    private async Task<IReadOnlyList<ReadOnlyMemory<byte>>> BundleAsync(EntryTile bundle, CancellationToken cancellationToken)
    {
        var bytes = await source.TryReadAsync(bundle.Path, MostBundleBytes, cancellationToken) ?? throw Flaw.Missing(bundle.Path, bundle.First);
        return EntryBundle.TryRead(bytes, out var entries) && entries.Count == bundle.Width
            ? entries
            : throw Flaw.Tampered($"{bundle.Path} does not hold {bundle.Width} entries.", bundle.Path, bundle.First);
    }

    /// <param name="tile">Which tile.</param>
    /// <param name="hashes">Its hashes; null when its file is missing.</param>
    /// <param name="root">What its parent says it must be; null when it is that.</param>
    /// <param name="entries">The entries beside it.</param>
    private static void Check(LogTile tile, byte[]? hashes, TreeHash? root, IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var first = TrustedTiles.FirstUnder(tile);
        TreeHash[] leaves = [.. entries.Select(entry => Merkle.LeafHash(entry.Span))];
        if (root is { } said && Merkle.Root(leaves) == said)
        {
            // The entries are those that were signed: it is the tile that is not.
            throw hashes is null
                ? Flaw.Missing(tile.Path, first)
                : Flaw.Tampered($"{tile.Path} is not under the signed root.", tile.Path, first + Differing(leaves, hashes));
        }

        var at = hashes is null ? 0 : Differing(leaves, hashes);
        if (root is not null || at < leaves.Length)
        {
            var bad = first + (at < leaves.Length ? at : 0);
            throw Flaw.Tampered($"Entry {bad} is not the one that was signed.", new EntryTile(tile.Index, tile.Width).Path, bad);
        }
    }

    private static int Differing(TreeHash[] leaves, byte[] hashes)
    {
        var at = 0;
        while (at < leaves.Length && leaves[at] == TreeHash.Of(hashes.AsSpan(at * TreeHash.Size, TreeHash.Size)))
        {
            at++;
        }

        return at;
    }
}
