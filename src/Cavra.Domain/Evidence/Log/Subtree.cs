namespace Cavra.Domain.Evidence.Log;

/// <summary>A full subtree: the position-th, from 0, of those over 2^height leaves.</summary>
internal readonly record struct Subtree(int Height, long Position)
{
    /// <summary>Whether a tile holds its hash; those between two levels of tiles are computed.</summary>
    public bool IsInTile => HeightInTile == 0;

    public Subtree Left => new(Height - 1, Position * 2);

    public Subtree Right => new(Height - 1, (Position * 2) + 1);

    /// <summary>In hashes, from the tile's beginning.</summary>
    public int PlaceInTile => (int)(Position % LogTile.FullWidth);

    private int HeightInTile => Height % LogTile.Height;

    /// <summary>The tile it can be read or computed from, as wide as a tree of the size has it.</summary>
    public LogTile TileIn(long treeSize) => Tiling.At(Height / LogTile.Height, Position << HeightInTile, treeSize);
}
