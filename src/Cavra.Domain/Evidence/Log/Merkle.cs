using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;

namespace Cavra.Domain.Evidence.Log;

/// <summary>The hashes and proofs of the evidence tree: RFC 6962, section 2.1, checked as RFC 9162, section 2.1, says.</summary>
public static class Merkle
{
    private const byte LeafPrefix = 0x00;

    private const byte NodePrefix = 0x01;

    private const int StackBytes = 1024;

    /// <summary>The root of the tree without entries: SHA-256 of nothing.</summary>
    public static TreeHash EmptyRoot { get; } = TreeHash.Of(SHA256.HashData([]));

    /// <summary>SHA-256 of 0x00 and the entry's bytes.</summary>
    public static TreeHash LeafHash(ReadOnlySpan<byte> entry)
    {
        var length = entry.Length + 1;
        var rented = length > StackBytes ? ArrayPool<byte>.Shared.Rent(length) : null;
        var input = rented ?? stackalloc byte[StackBytes];

        input[0] = LeafPrefix;
        entry.CopyTo(input[1..]);
        var hash = Sha256(input[..length]);

        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return hash;
    }

    /// <summary>SHA-256 of 0x01 and the hashes of both children.</summary>
    public static TreeHash NodeHash(TreeHash left, TreeHash right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * TreeHash.Size)];
        input[0] = NodePrefix;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + TreeHash.Size)..]);
        return Sha256(input);
    }

    /// <summary>The root over leaf hashes in the order of their indexes; of none, <see cref="EmptyRoot"/>.</summary>
    public static TreeHash Root(ReadOnlySpan<TreeHash> leaves)
    {
        switch (leaves.Length)
        {
            case 0:
                return EmptyRoot;
            case 1:
                return leaves[0];
            default:
                var split = 1 << BitOperations.Log2((uint)(leaves.Length - 1));
                return NodeHash(Root(leaves[..split]), Root(leaves[split..]));
        }
    }

    /// <summary>
    /// Whether the path proves that the tree of that size and root has the leaf at the index (RFC 9162, section 2.1.3.2).
    /// Takes any input whatever: what is impossible is not proved.
    /// </summary>
    public static bool IncludesLeaf(TreeHash leaf, long index, long size, IReadOnlyList<TreeHash> path, TreeHash root)
    {
        if (index < 0 || index >= size)
        {
            return false;
        }

        var climb = new ProofClimb(index, size - 1);
        var hash = leaf;
        foreach (var sibling in path)
        {
            if (climb.IsAtRoot)
            {
                return false;
            }

            hash = climb.SiblingIsLeft ? NodeHash(sibling, hash) : NodeHash(hash, sibling);
            climb.Ascend();
        }

        return climb.IsAtRoot && hash == root;
    }

    /// <summary>
    /// Whether the proof shows that the new tree begins with all of the old one (RFC 9162, section 2.1.4.2). A tree extends
    /// itself and the empty tree, each with an empty proof. Takes any input whatever: what is impossible is not proved.
    /// </summary>
    public static bool Extends(
        long oldSize, TreeHash oldRoot, long newSize, TreeHash newRoot, IReadOnlyList<TreeHash> proof)
    {
        if (oldSize < 0 || oldSize > newSize)
        {
            return false;
        }

        if (oldSize == newSize)
        {
            return proof.Count == 0 && oldRoot == newRoot && (oldSize > 0 || oldRoot == EmptyRoot);
        }

        if (oldSize == 0)
        {
            return proof.Count == 0 && oldRoot == EmptyRoot;
        }

        return proof.Count > 0 && ClimbsToBoth(oldSize, oldRoot, newSize, newRoot, proof);
    }

    private static bool ClimbsToBoth(
        long oldSize, TreeHash oldRoot, long newSize, TreeHash newRoot, IReadOnlyList<TreeHash> proof)
    {
        // A proof leaves out what the checker knows: the old root, when it is itself a subtree of the new tree.
        var isSubtree = BitOperations.IsPow2(oldSize);
        var oldHash = isSubtree ? oldRoot : proof[0];
        var newHash = oldHash;

        var climb = ProofClimb.FromLargestSubtreeEndingAt(oldSize - 1, newSize - 1);
        foreach (var sibling in proof.Skip(isSubtree ? 0 : 1))
        {
            if (climb.IsAtRoot)
            {
                return false;
            }

            if (climb.SiblingIsLeft)
            {
                oldHash = NodeHash(sibling, oldHash);
                newHash = NodeHash(sibling, newHash);
            }
            else
            {
                newHash = NodeHash(newHash, sibling);
            }

            climb.Ascend();
        }

        return climb.IsAtRoot && oldHash == oldRoot && newHash == newRoot;
    }

    private static TreeHash Sha256(ReadOnlySpan<byte> input)
    {
        Span<byte> digest = stackalloc byte[TreeHash.Size];
        SHA256.HashData(input, digest);
        return TreeHash.Of(digest);
    }
}
