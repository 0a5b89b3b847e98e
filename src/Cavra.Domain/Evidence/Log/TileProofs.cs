namespace Cavra.Domain.Evidence.Log;

/// <summary>
/// Roots and proofs computed from tiles: which tiles are needed, and the hashes once they are at hand. The tiles are named
/// with the widths they have in the tree of the given size (for consistency: the new one); a tile that is missing or has
/// another length than its name says throws <see cref="ArgumentException"/>, as do impossible indexes and sizes.
/// </summary>
public static class TileProofs
{
    public static IReadOnlyList<LogTile> NeededForInclusion(long index, long size) =>
        Needed(LeafRange.ProvingInclusion(index, size), size);

    /// <summary>From the leaf's sibling up to the root's child: what <see cref="Merkle.IncludesLeaf"/> takes.</summary>
    public static IReadOnlyList<TreeHash> Inclusion(long index, long size, IReadOnlyDictionary<LogTile, byte[]> tiles) =>
        new TileProver(size, tiles).Inclusion(index);

    public static IReadOnlyList<LogTile> NeededForConsistency(long oldSize, long newSize) =>
        Needed(LeafRange.ProvingConsistency(oldSize, newSize), newSize);

    /// <summary>What <see cref="Merkle.Extends"/> takes; empty from the empty tree, and from a tree to itself.</summary>
    public static IReadOnlyList<TreeHash> Consistency(
        long oldSize, long newSize, IReadOnlyDictionary<LogTile, byte[]> tiles) =>
        new TileProver(newSize, tiles).Consistency(oldSize);

    public static IReadOnlyList<LogTile> NeededForRoot(long size) => Needed([LeafRange.OfTree(size)], size);

    /// <summary>Of the empty tree, <see cref="Merkle.EmptyRoot"/>.</summary>
    public static TreeHash Root(long size, IReadOnlyDictionary<LogTile, byte[]> tiles) => new TileProver(size, tiles).Root();

    private static List<LogTile> Needed(List<LeafRange> nodes, long size) =>
        [.. nodes.SelectMany(node => node.Subtrees()).Select(subtree => subtree.TileIn(size)).Distinct()];
}
