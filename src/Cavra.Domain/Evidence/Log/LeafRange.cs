using System.Numerics;

namespace Cavra.Domain.Evidence.Log;

/// <summary>The leaves below one node of a tree, full or not: from <c>Start</c> up to and without <c>End</c>.</summary>
internal readonly record struct LeafRange(long Start, long End)
{
    private long Count => End - Start;

    /// <summary>Where RFC 6962 divides it: after the largest power of two that is less than its count.</summary>
    private long Middle => Start + (1L << BitOperations.Log2((ulong)(Count - 1)));

    private LeafRange Left => this with { End = Middle };

    private LeafRange Right => this with { Start = Middle };

    public static LeafRange OfTree(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return new LeafRange(0, size);
    }

    /// <summary>The nodes whose hashes prove a leaf, from its sibling up (RFC 6962, section 2.1.1).</summary>
    public static List<LeafRange> ProvingInclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<LeafRange>();
        for (var node = new LeafRange(0, size); node.Count > 1;)
        {
            (node, var sibling) = index < node.Middle ? (node.Left, node.Right) : (node.Right, node.Left);
            path.Add(sibling);
        }

        path.Reverse();
        return path;
    }

    /// <summary>The nodes whose hashes prove that a tree begins with an older one (RFC 6962, section 2.1.2).</summary>
    public static List<LeafRange> ProvingConsistency(long oldSize, long newSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, newSize);
        var proof = new List<LeafRange>();
        if (oldSize == 0 || oldSize == newSize)
        {
            return proof;
        }

        var node = new LeafRange(0, newSize);
        while (node.End != oldSize)
        {
            (node, var sibling) = oldSize <= node.Middle ? (node.Left, node.Right) : (node.Right, node.Left);
            proof.Add(sibling);
        }

        // The whole old tree needs no mention: who checks the proof has its root.
        if (node.Start > 0)
        {
            proof.Add(node);
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>The full subtrees it is made of, the largest and first one first.</summary>
    public IEnumerable<Subtree> Subtrees()
    {
        for (var done = Start; done < End;)
        {
            var height = BitOperations.Log2((ulong)(End - done));
            yield return new Subtree(height, done >> height);
            done += 1L << height;
        }
    }
}

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
