using Cavra.Domain.Evidence.Log;

namespace Cavra.Verification;

/// <summary>The entries of a log whose bytes are known to be those under the signed root, bundle by bundle.</summary>
internal sealed class TrustedEntries(ILogSource source, Checkpoint checkpoint, TrustedTiles tiles, RemovedEntries removed)
{
    private const int MostBundleBytes = LogTile.FullWidth * (EntryBundle.MostBytes + 2);

    /// <summary>The entries of a bundle, up to 256; null in the place of one whose bytes are not there, which the removed ones are told of.</summary>
    /// <param name="index">The bundle's; its first entry has 256 times that.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Flaw">One of them is not what was signed, or the hashes that would say so are missing.</exception>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>?>> ReadAsync(long index, CancellationToken cancellationToken)
    {
        var tile = Tiling.At(0, index * LogTile.FullWidth, checkpoint.Size);
        var (hashes, root) = await tiles.ReadAsync(tile, cancellationToken);
        var bundle = new EntryTile(tile.Index, tile.Width);
        if (await BundleAsync(bundle, cancellationToken) is not { } entries)
        {
            if (hashes is null || root is not null)
            {
                throw Flaw.Missing(bundle.Path, bundle.First);
            }

            removed.Lack(bundle);
            return new ReadOnlyMemory<byte>?[bundle.Width];
        }

        return Checked(tile, hashes, root, entries);
    }

    private async Task<IReadOnlyList<ReadOnlyMemory<byte>>?> BundleAsync(EntryTile bundle, CancellationToken cancellationToken) =>
        await source.TryReadAsync(bundle.Path, MostBundleBytes, cancellationToken) is not { } bytes ? null
            : EntryBundle.TryRead(bytes, out var entries) && entries.Count == bundle.Width
                ? entries
                : throw Flaw.Tampered($"{bundle.Path} does not hold {bundle.Width} entries.", bundle.Path, bundle.First);

    /// <param name="tile">Which tile.</param>
    /// <param name="hashes">Its hashes; null when its file is missing.</param>
    /// <param name="root">What its parent says it must be; null when it is that.</param>
    /// <param name="entries">The entries beside it.</param>
    private ReadOnlyMemory<byte>?[] Checked(LogTile tile, byte[]? hashes, TreeHash? root, IReadOnlyList<ReadOnlyMemory<byte>> entries)
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

        var file = new EntryTile(tile.Index, tile.Width).Path;
        if (root is not null)
        {
            var at = hashes is null ? 0 : Differing(leaves, hashes);
            throw Bad(first + (at < leaves.Length ? at : 0));
        }

        var read = new ReadOnlyMemory<byte>?[leaves.Length];
        for (var place = 0; place < leaves.Length; place++)
        {
            if (leaves[place] == TreeHash.Of(hashes.AsSpan(place * TreeHash.Size, TreeHash.Size)))
            {
                read[place] = entries[place];
            }
            else if (ErasedEntry.IsTombstone(entries[place].Span))
            {
                removed.Erased(first + place, entries[place], file);
            }
            else
            {
                throw Bad(first + place);
            }
        }

        return read;

        Flaw Bad(long index) => Flaw.Tampered($"Entry {index} is not the one that was signed.", file, index);
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
