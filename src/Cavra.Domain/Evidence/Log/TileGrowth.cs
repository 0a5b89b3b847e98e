namespace Cavra.Domain.Evidence.Log;

/// <summary>
/// A tree that grows by a batch of entries and tells which tiles that changed, with their bytes. It holds the tiles it
/// changed: 32 bytes for an entry and a little above.
/// </summary>
public sealed class TileGrowth
{
    private readonly List<TileColumn> levels = [];

    /// <param name="size">The tree before it grows, in entries.</param>
    /// <param name="partialTiles">
    /// The bytes of <see cref="Tiling.Partial"/> of that size; others are not looked at. One that is missing or has another
    /// length than its name says throws <see cref="ArgumentException"/>.
    /// </param>
    public TileGrowth(long size, IReadOnlyDictionary<LogTile, byte[]> partialTiles)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        Size = size;
        for (var level = 0; Tiling.HashesAt(level, size) > 0; level++)
        {
            levels.Add(new TileColumn(level, Tiling.HashesAt(level, size)));
        }

        foreach (var tile in Tiling.Partial(size))
        {
            levels[tile.Level].Begin(tile.BytesIn(partialTiles));
        }
    }

    /// <summary>In entries, with those appended.</summary>
    public long Size { get; private set; }

    /// <summary>What <see cref="Tiling.Grown"/> names, in that order, with the bytes.</summary>
    public IEnumerable<(LogTile Tile, byte[] Hashes)> Changed => levels.SelectMany(level => level.Changed);

    public void Append(TreeHash leaf)
    {
        TreeHash? hash = leaf;
        for (var level = 0; hash is { } next; level++)
        {
            if (level == levels.Count)
            {
                levels.Add(new TileColumn(level, 0));
            }

            hash = levels[level].Append(next);
        }

        Size = checked(Size + 1);
    }

    public TreeHash Root() => TreeFrontier.RootOf([.. Enumerable.Reverse(levels).SelectMany(level => level.Subtrees)]);

    /// <summary>Goes on from here with nothing changed yet, so that a long log can be grown batch by batch.</summary>
    public TileGrowth Next() => new(Size, levels.SelectMany(level => level.Partial).ToDictionary());
}

/// <summary>One tile level of a growing tree: the tiles filled since it began, and the one being filled.</summary>
internal sealed class TileColumn(int level, long hashes)
{
    private readonly List<(LogTile Tile, byte[] Hashes)> filled = [];
    private readonly byte[] filling = new byte[LogTile.FullWidth * TreeHash.Size];
    private readonly long before = hashes;
    private long hashes = hashes;

    public IEnumerable<(LogTile Tile, byte[] Hashes)> Changed => hashes > before ? filled.Concat(Partial) : filled;

    public IEnumerable<TreeHash> Subtrees => Tiling.SubtreesIn(filling[..Used]);

    public IEnumerable<(LogTile Tile, byte[] Hashes)> Partial => Used > 0 ? [(Filling(Used), filling[..Used])] : [];

    /// <summary>In bytes.</summary>
    private int Used => (int)(hashes % LogTile.FullWidth) * TreeHash.Size;

    public void Begin(byte[] partial) => partial.CopyTo(filling, 0);

    /// <summary>Gives the root of the tile this hash filled, which is the next hash of the level above.</summary>
    public TreeHash? Append(TreeHash hash)
    {
        var tile = hashes / LogTile.FullWidth;
        hash.CopyTo(filling.AsSpan(Used));
        hashes++;
        if (Used > 0)
        {
            return null;
        }

        filled.Add((new LogTile(level, tile, LogTile.FullWidth), filling[..]));
        return Tiling.HashIn(filling, LogTile.Height, 0);
    }

    private LogTile Filling(int used) => new(level, hashes / LogTile.FullWidth, used / TreeHash.Size);
}
