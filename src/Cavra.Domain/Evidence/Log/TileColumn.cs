namespace Cavra.Domain.Evidence.Log;

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
