namespace Cavra.Domain.Evidence.Log;

/// <summary>
/// Computes many proofs of one tree from its tiles, each inner hash once: it remembers up to one hash for an entry, so a
/// long row of proofs goes through several provers. See <see cref="TileProofs"/> for the tiles it needs and what it throws.
/// Not for use from several threads.
/// </summary>
/// <param name="size">The tree's, in entries.</param>
/// <param name="tiles">May be filled while proofs are made.</param>
public sealed class TileProver(long size, IReadOnlyDictionary<LogTile, byte[]> tiles)
{
    private readonly Dictionary<Subtree, TreeHash> computed = [];

    public IReadOnlyList<TreeHash> Inclusion(long index) => Hashes(LeafRange.ProvingInclusion(index, size));

    public IReadOnlyList<TreeHash> Consistency(long oldSize) => Hashes(LeafRange.ProvingConsistency(oldSize, size));

    public TreeHash Root() => HashOf(LeafRange.OfTree(size));

    private List<TreeHash> Hashes(List<LeafRange> nodes) => [.. nodes.Select(HashOf)];

    private TreeHash HashOf(LeafRange node) => TreeFrontier.RootOf([.. node.Subtrees().Select(HashOf)]);

    private TreeHash HashOf(Subtree subtree)
    {
        if (subtree.IsInTile)
        {
            var bytes = subtree.TileIn(size).BytesIn(tiles);
            return TreeHash.Of(bytes.AsSpan(subtree.PlaceInTile * TreeHash.Size, TreeHash.Size));
        }

        if (!computed.TryGetValue(subtree, out var hash))
        {
            hash = Merkle.NodeHash(HashOf(subtree.Left), HashOf(subtree.Right));
            computed.Add(subtree, hash);
        }

        return hash;
    }
}

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
