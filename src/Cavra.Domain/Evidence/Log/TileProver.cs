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
