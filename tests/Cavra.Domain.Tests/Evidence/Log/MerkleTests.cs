using System.Security.Cryptography;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Domain.Tests.Evidence.Log;

public sealed class MerkleTests
{
    [Test]
    public void The_reference_entries_have_the_reference_roots()
    {
        for (var size = 0; size <= ReferenceLog.Leaves.Length; size++)
        {
            Assert.That(Merkle.Root(ReferenceLog.Leaves.AsSpan(0, size)), Is.EqualTo(ReferenceLog.Roots[size]), $"size {size}");
        }
    }

    [TestCaseSource(typeof(ReferenceLog), nameof(ReferenceLog.InclusionProofs))]
    public void The_reference_inclusion_proofs_hold(int index, int size, TreeHash[] path) =>
        Assert.That(Merkle.IncludesLeaf(ReferenceLog.Leaves[index], index, size, path, ReferenceLog.Roots[size]), Is.True);

    [TestCaseSource(typeof(ReferenceLog), nameof(ReferenceLog.ConsistencyProofs))]
    public void The_reference_consistency_proofs_hold(int oldSize, int newSize, TreeHash[] proof) => Assert.That(
        Merkle.Extends(oldSize, ReferenceLog.Roots[oldSize], newSize, ReferenceLog.Roots[newSize], proof), Is.True);

    // Around the number of bytes up to which the stack is used, and the longest entry of a bundle.
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(1022)]
    [TestCase(1023)]
    [TestCase(1024)]
    [TestCase(65_535)]
    public void A_leaf_is_the_hash_of_a_zero_byte_and_the_entry(int length)
    {
        var entry = RandomNumberGenerator.GetBytes(length);

        Assert.That(Merkle.LeafHash(entry).ToArray(), Is.EqualTo(SHA256.HashData([0x00, .. entry])));
    }

    [Test]
    public void A_node_is_the_hash_of_a_one_byte_and_both_children()
    {
        var (left, right) = (ReferenceLog.Leaves[0], ReferenceLog.Leaves[1]);

        Assert.That(
            Merkle.NodeHash(left, right).ToArray(), Is.EqualTo(SHA256.HashData([0x01, .. left.ToArray(), .. right.ToArray()])));
    }

    [TestCase(-1, 8)]
    [TestCase(8, 8)]
    [TestCase(9, 8)]
    [TestCase(0, 0)]
    [TestCase(0, -1)]
    [TestCase(long.MinValue, long.MinValue)]
    [TestCase(long.MaxValue, long.MaxValue)]
    [TestCase(long.MaxValue - 1, long.MaxValue)]
    [TestCase(0, long.MaxValue)]
    public void An_index_that_cannot_be_is_not_included(long index, long size)
    {
        for (var length = 0; length <= 64; length++)
        {
            var path = Enumerable.Repeat(Merkle.EmptyRoot, length).ToList();
            Assert.That(Merkle.IncludesLeaf(Merkle.EmptyRoot, index, size, path, Merkle.EmptyRoot), Is.False);
        }
    }

    [TestCase(-1, 8)]
    [TestCase(9, 8)]
    [TestCase(-2, -1)]
    [TestCase(8, -1)]
    [TestCase(1, long.MaxValue)]
    [TestCase(long.MaxValue - 1, long.MaxValue)]
    [TestCase(1L << 62, long.MaxValue)]
    public void A_size_that_cannot_be_does_not_extend_another(long oldSize, long newSize)
    {
        for (var length = 0; length <= 64; length++)
        {
            var proof = Enumerable.Repeat(ReferenceLog.Leaves[0], length).ToList();
            Assert.That(Merkle.Extends(oldSize, Merkle.EmptyRoot, newSize, Merkle.EmptyRoot, proof), Is.False);
        }
    }

    // The roots here are made to fit what is wrong, as somebody who forges a checkpoint would make them.
    [Test]
    public void A_path_that_fits_a_forged_root_but_not_the_size_includes_nothing()
    {
        var (leaf, other) = (ReferenceLog.Leaves[0], ReferenceLog.Leaves[1]);

        Assert.That(Merkle.IncludesLeaf(leaf, 1, 1, [], leaf), Is.False);
        Assert.That(Merkle.IncludesLeaf(leaf, 0, 2, [], leaf), Is.False);
        Assert.That(Merkle.IncludesLeaf(leaf, 0, 1, [other], Merkle.NodeHash(leaf, other)), Is.False);
        Assert.That(Merkle.IncludesLeaf(leaf, 0, 1, [other], Merkle.NodeHash(other, leaf)), Is.False);
    }

    [Test]
    public void A_proof_that_fits_forged_roots_but_not_the_sizes_shows_no_growth()
    {
        var (leaves, roots, x) = (ReferenceLog.Leaves, ReferenceLog.Roots, ReferenceLog.Leaves[7]);
        List<TreeHash> proof = [leaves[2], leaves[3], roots[2]];

        Assert.That(Merkle.Extends(3, roots[3], 4, roots[4], proof), Is.True);
        Assert.That(Merkle.Extends(1, roots[1], 8, roots[2], [leaves[1]]), Is.False);
        Assert.That(
            Merkle.Extends(3, Merkle.NodeHash(x, roots[3]), 4, Merkle.NodeHash(x, roots[4]), [.. proof, x]), Is.False);
    }

    [Test]
    public void Every_tree_extends_the_empty_one_but_only_without_a_proof()
    {
        var (empty, root) = (Merkle.EmptyRoot, ReferenceLog.Roots[8]);

        Assert.That(Merkle.Extends(0, empty, 8, root, []), Is.True);
        Assert.That(Merkle.Extends(0, empty, 0, empty, []), Is.True);
        Assert.That(Merkle.Extends(0, empty, 8, root, [root]), Is.False);
        Assert.That(Merkle.Extends(0, root, 8, root, []), Is.False);
        Assert.That(Merkle.Extends(0, root, 0, root, []), Is.False);
        Assert.That(Merkle.Extends(0, empty, 0, empty, [empty]), Is.False);
    }

    [Test]
    public void A_tree_extends_itself_and_no_other_of_its_size()
    {
        var (root, other) = (ReferenceLog.Roots[8], ReferenceLog.Roots[7]);

        Assert.That(Merkle.Extends(8, root, 8, root, []), Is.True);
        Assert.That(Merkle.Extends(8, root, 8, other, []), Is.False);
        Assert.That(Merkle.Extends(8, root, 8, root, [root]), Is.False);
        Assert.That(Merkle.Extends(8, root, 9, root, []), Is.False);
    }
}
