using System.Numerics;

namespace Cavra.Domain.Evidence.Log;

/// <summary>Which tiles a tree of a size has, and where in them a hash is.</summary>
public static class Tiling
{
    /// <summary>No tree has more: its size fits 63 bits, and each level divides it by 2^8.</summary>
    private const int Levels = 64 / LogTile.Height;

    /// <summary>How many hashes a level has in a tree of the size (in entries); 0 where the tree does not reach up to.</summary>
    public static long HashesAt(int level, long treeSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfNegative(treeSize);
        return level < Levels ? treeSize >> (level * LogTile.Height) : 0;
    }

    /// <summary>The tile with the level's hash of that index, as wide as the tree has it.</summary>
    public static LogTile At(int level, long hashIndex, long treeSize)
    {
        var hashes = HashesAt(level, treeSize);
        ArgumentOutOfRangeException.ThrowIfNegative(hashIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(hashIndex, hashes);

        var index = hashIndex / LogTile.FullWidth;
        return new LogTile(level, index, (int)Math.Min(LogTile.FullWidth, hashes - (index * LogTile.FullWidth)));
    }

    /// <summary>Whether a tree of the size has such a tile, with so many bytes of hashes.</summary>
    public static bool Has(int level, long index, int length, long treeSize) =>
        level >= 0 && index >= 0 && index <= HashesAt(level, treeSize) / LogTile.FullWidth
            && index * LogTile.FullWidth < HashesAt(level, treeSize)
            && At(level, index * LogTile.FullWidth, treeSize).Length == length;

    /// <summary>The bundle with the entry of that index, as wide as the tree has it.</summary>
    public static EntryTile EntriesAt(long entryIndex, long treeSize)
    {
        var tile = At(0, entryIndex, treeSize);
        return new EntryTile(tile.Index, tile.Width);
    }

    /// <summary>
    /// The tiles that are new or wider once the tree has grown, each as wide as the new tree has it; the lowest level first.
    /// </summary>
    public static IEnumerable<LogTile> Grown(long oldSize, long newSize)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, newSize);
        return Enumerable.Range(0, Levels).SelectMany(level => GrownAt(level, oldSize, newSize));
    }

    /// <summary>The last tile of every level that is not full: what must be at hand to let the tree grow.</summary>
    public static IEnumerable<LogTile> Partial(long size) => Enumerable.Range(0, Levels)
        .Where(level => HashesAt(level, size) % LogTile.FullWidth > 0)
        .Select(level => At(level, HashesAt(level, size) - 1, size));

    /// <summary>The root of the full subtree over 2^height hashes of a tile, the position-th of its kind.</summary>
    /// <exception cref="ArgumentException">The tile does not reach that far.</exception>
    public static TreeHash HashIn(ReadOnlySpan<byte> tile, int height, int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, LogTile.Height);
        ArgumentOutOfRangeException.ThrowIfNegative(position);

        var hashes = 1 << height;
        if (position >= LogTile.FullWidth >> height || tile.Length < (position + 1) * hashes * TreeHash.Size)
        {
            throw new ArgumentException("The tile does not reach as far as the subtree that is asked for.", nameof(tile));
        }

        return RootOf(tile.Slice(position * hashes * TreeHash.Size, hashes * TreeHash.Size));
    }

    /// <summary>The roots of the full subtrees that a tile's hashes make up, the largest and first one first.</summary>
    internal static IEnumerable<TreeHash> SubtreesIn(byte[] tile)
    {
        var width = tile.Length / TreeHash.Size;
        var done = 0;
        for (var rest = width; rest > 0; rest = width - done)
        {
            var height = BitOperations.Log2((uint)rest);
            yield return HashIn(tile, height, done >> height);
            done += 1 << height;
        }
    }

    private static IEnumerable<LogTile> GrownAt(int level, long oldSize, long newSize)
    {
        var from = HashesAt(level, oldSize);
        var to = HashesAt(level, newSize);
        for (var hash = from; hash < to; hash = ((hash / LogTile.FullWidth) + 1) * LogTile.FullWidth)
        {
            yield return At(level, hash, newSize);
        }
    }

    private static TreeHash RootOf(ReadOnlySpan<byte> hashes)
    {
        if (hashes.Length == TreeHash.Size)
        {
            return TreeHash.Of(hashes);
        }

        var half = hashes.Length / 2;
        return Merkle.NodeHash(RootOf(hashes[..half]), RootOf(hashes[half..]));
    }
}
