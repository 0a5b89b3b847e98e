using System.Numerics;

namespace Cavra.Domain.Evidence.Log;

/// <summary>
/// The way from a node to the root, as both checks of RFC 9162 walk it: the node's index at its level, and that of the last
/// node of the same level (<c>fn</c> and <c>sn</c> in the RFC).
/// </summary>
internal struct ProofClimb(long node, long last)
{
    private long node = node;
    private long last = last;

    public readonly bool IsAtRoot => last == 0;

    public readonly bool SiblingIsLeft => long.IsOddInteger(node) || node == last;

    public static ProofClimb FromLargestSubtreeEndingAt(long leaf, long last)
    {
        var height = BitOperations.TrailingZeroCount(~leaf);
        return new ProofClimb(leaf >> height, last >> height);
    }

    public void Ascend()
    {
        // A last node without a sibling moves up unchanged, until it is somebody's right child.
        if (SiblingIsLeft && long.IsEvenInteger(node))
        {
            var height = BitOperations.TrailingZeroCount(node);
            node >>= height;
            last >>= height;
        }

        node >>= 1;
        last >>= 1;
    }
}
