namespace Cavra.Domain.Evidence.Log;

/// <summary>A full subtree: the position-th, from 0, of those over 2^height leaves.</summary>
internal readonly record struct Subtree(int Height, long Position)
{
    private int HeightInTile => Height % LogTile.Height;

    /// <summary>The tile it can be read or computed from, as wide as a tree of the size has it.</summary>
    public LogTile TileIn(long treeSize) => Tiling.At(Height / LogTile.Height, Position << HeightInTile, treeSize);

    public TreeHash HashIn(ReadOnlySpan<byte> tile) =>
        Tiling.HashIn(tile, HeightInTile, (int)(Position % (LogTile.FullWidth >> HeightInTile)));
}
