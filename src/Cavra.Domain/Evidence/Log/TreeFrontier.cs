using System.Numerics;
using System.Runtime.InteropServices;

namespace Cavra.Domain.Evidence.Log;

/// <summary>A growing tree that remembers only the roots of its full subtrees: at most 63 hashes, whatever its size.</summary>
public sealed class TreeFrontier
{
    private readonly List<TreeHash> subtreeRoots = [];

    /// <summary>In entries.</summary>
    public long Size { get; private set; }

    /// <summary>From the largest subtree, of the first entries, to the smallest: one for every bit set in the size.</summary>
    public IReadOnlyList<TreeHash> SubtreeRoots => subtreeRoots;

    /// <summary>A size and roots that cannot belong together throw <see cref="ArgumentException"/>.</summary>
    public static TreeFrontier Of(long size, IReadOnlyList<TreeHash> subtreeRoots)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (subtreeRoots.Count != BitOperations.PopCount((ulong)size))
        {
            throw new ArgumentException(
                $"A tree of {size} entries does not have {subtreeRoots.Count} full subtrees.", nameof(subtreeRoots));
        }

        var frontier = new TreeFrontier { Size = size };
        frontier.subtreeRoots.AddRange(subtreeRoots);
        return frontier;
    }

    public void Append(TreeHash leaf)
    {
        var hash = leaf;
        for (var completed = Size; long.IsOddInteger(completed); completed >>= 1)
        {
            hash = Merkle.NodeHash(subtreeRoots[^1], hash);
            subtreeRoots.RemoveAt(subtreeRoots.Count - 1);
        }

        subtreeRoots.Add(hash);
        Size = checked(Size + 1);
    }

    public TreeHash Root() => RootOf(CollectionsMarshal.AsSpan(subtreeRoots));

    /// <summary>The root over neighbouring full subtrees of falling sizes.</summary>
    internal static TreeHash RootOf(ReadOnlySpan<TreeHash> subtreeRoots)
    {
        if (subtreeRoots.IsEmpty)
        {
            return Merkle.EmptyRoot;
        }

        var root = subtreeRoots[^1];
        for (var i = subtreeRoots.Length - 2; i >= 0; i--)
        {
            root = Merkle.NodeHash(subtreeRoots[i], root);
        }

        return root;
    }
}
