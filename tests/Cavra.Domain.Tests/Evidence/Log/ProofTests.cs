using Cavra.Domain.Evidence.Log;
using CsCheck;

namespace Cavra.Domain.Tests.Evidence.Log;

public sealed class ProofTests
{
    private const int Largest = 300;

    private static readonly RfcTree Tree = new(Largest);

    private static readonly Gen<(int Lower, int Upper)> Sizes =
        Gen.Int[1, Largest].SelectMany(upper => Gen.Int[1, upper].Select(lower => (lower, upper)));

    [Test]
    public void Every_entry_of_every_tree_is_proved_from_tiles()
    {
        for (var size = 1; size <= Largest; size++)
        {
            var prover = new TileProver(size, Tree.Tiles(size));
            for (var index = 0; index < size; index++)
            {
                var path = prover.Inclusion(index);
                if (!path.SequenceEqual(Tree.Path(index, size))
                    || !Merkle.IncludesLeaf(Tree.Leaves[index], index, size, path, Tree.Root(size)))
                {
                    Assert.Fail($"Entry {index} of {size} is not proved.");
                }
            }

            Assert.That(prover.Root(), Is.EqualTo(Tree.Root(size)));
        }
    }

    [Test]
    public void Every_tree_is_proved_to_begin_with_every_older_one_from_tiles()
    {
        for (var newSize = 0; newSize <= Largest; newSize++)
        {
            var prover = new TileProver(newSize, Tree.Tiles(newSize));
            for (var oldSize = 0; oldSize <= newSize; oldSize++)
            {
                var proof = prover.Consistency(oldSize);
                if (!proof.SequenceEqual(Tree.Proof(oldSize, newSize))
                    || !Merkle.Extends(oldSize, Tree.Root(oldSize), newSize, Tree.Root(newSize), proof))
                {
                    Assert.Fail($"It is not proved that {newSize} begins with {oldSize}.");
                }
            }
        }
    }

    [Test]
    public void A_changed_bit_of_the_leaf_the_index_the_root_or_the_path_proves_nothing() =>
        Gen.Select(Sizes, Gen.Int[0, 255], Gen.Int[0, 1000]).Sample((sizes, bit, place) =>
        {
            var (index, size) = (sizes.Lower - 1, sizes.Upper);
            var (leaf, root, path) = (Tree.Leaves[index], Tree.Root(size), Tree.Path(index, size));

            return !Merkle.IncludesLeaf(Flip(leaf, bit), index, size, path, root)
                && !Merkle.IncludesLeaf(leaf, index ^ (1L << (bit % 64)), size, path, root)
                && !Merkle.IncludesLeaf(leaf, index, size, path, Flip(root, bit))
                && (path.Count == 0 || !Merkle.IncludesLeaf(leaf, index, size, FlipIn(path, place, bit), root));
        }, iter: 5_000);

    [Test]
    public void A_changed_bit_of_either_root_or_the_proof_proves_no_growth() =>
        Gen.Select(Sizes, Gen.Int[0, 255], Gen.Int[0, 1000]).Sample((sizes, bit, place) =>
        {
            var (oldSize, newSize) = sizes;
            var (oldRoot, newRoot, proof) = (Tree.Root(oldSize), Tree.Root(newSize), Tree.Proof(oldSize, newSize));

            return !Merkle.Extends(oldSize, Flip(oldRoot, bit), newSize, newRoot, proof)
                && !Merkle.Extends(oldSize, oldRoot, newSize, Flip(newRoot, bit), proof)
                && (proof.Count == 0 || !Merkle.Extends(oldSize, oldRoot, newSize, newRoot, FlipIn(proof, place, bit)));
        }, iter: 5_000);

    [Test]
    public void A_proof_that_is_longer_shorter_or_in_another_order_proves_nothing() =>
        Sizes.Where(sizes => sizes.Lower < sizes.Upper).Sample(sizes =>
        {
            var (oldSize, newSize) = sizes;
            var (leaf, oldRoot, root) = (Tree.Leaves[oldSize], Tree.Root(oldSize), Tree.Root(newSize));
            var path = Tree.Path(oldSize, newSize);
            var proof = Tree.Proof(oldSize, newSize);

            return Others(path).All(other => !Merkle.IncludesLeaf(leaf, oldSize, newSize, other, root))
                && Others(proof).All(other => !Merkle.Extends(oldSize, oldRoot, newSize, root, other));
        }, iter: 2_000);

    [Test]
    public void Another_entry_is_not_proved_by_the_path_of_one() => Sizes.Sample(sizes =>
    {
        var (index, size) = (sizes.Lower - 1, sizes.Upper);
        var path = Tree.Path(index, size);

        return Enumerable.Range(0, size).Where(other => other != index)
            .All(other => !Merkle.IncludesLeaf(Tree.Leaves[other], other, size, path, Tree.Root(size)));
    });

    private static IEnumerable<List<TreeHash>> Others(List<TreeHash> proof)
    {
        yield return [.. proof, proof[0]];
        yield return [proof[0], .. proof];
        yield return [.. proof.Skip(1)];
        yield return [.. proof.SkipLast(1)];
        if (proof.Count > 1)
        {
            yield return [.. Enumerable.Reverse(proof)];
        }
    }

    private static List<TreeHash> FlipIn(List<TreeHash> hashes, int place, int bit)
    {
        List<TreeHash> changed = [.. hashes];
        changed[place % hashes.Count] = Flip(changed[place % hashes.Count], bit);
        return changed;
    }

    private static TreeHash Flip(TreeHash hash, int bit)
    {
        var bytes = hash.ToArray();
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return TreeHash.Of(bytes);
    }
}
