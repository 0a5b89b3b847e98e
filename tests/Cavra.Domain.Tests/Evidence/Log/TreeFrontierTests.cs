using Cavra.Domain.Evidence.Log;

namespace Cavra.Domain.Tests.Evidence.Log;

public sealed class TreeFrontierTests
{
    [Test]
    public void A_growing_tree_has_the_root_of_its_leaves_at_every_size()
    {
        var tree = new RfcTree(300);
        var frontier = new TreeFrontier();

        for (var size = 0; size < 300; size++)
        {
            Assert.That(frontier.Size, Is.EqualTo(size));
            Assert.That(frontier.Root(), Is.EqualTo(tree.Root(size)));
            frontier.Append(tree.Leaves[size]);
        }
    }

    [Test]
    public void It_keeps_the_roots_of_full_subtrees_the_largest_first()
    {
        var tree = new RfcTree(7);
        var frontier = new TreeFrontier();
        foreach (var leaf in tree.Leaves)
        {
            frontier.Append(leaf);
        }

        Assert.That(frontier.SubtreeRoots, Is.EqualTo(new[] { tree.Hash(0, 4), tree.Hash(4, 6), tree.Hash(6, 7) }));
    }

    [Test]
    public void It_goes_on_from_what_was_kept()
    {
        var tree = new RfcTree(100);
        var first = new TreeFrontier();
        foreach (var leaf in tree.Leaves.Take(45))
        {
            first.Append(leaf);
        }

        var second = TreeFrontier.Of(first.Size, first.SubtreeRoots);
        foreach (var leaf in tree.Leaves.Skip(45))
        {
            second.Append(leaf);
        }

        Assert.That(second.Root(), Is.EqualTo(tree.Root(100)));
        Assert.That(first.Root(), Is.EqualTo(tree.Root(45)));
    }

    [TestCase(0, 1)]
    [TestCase(1, 0)]
    [TestCase(7, 2)]
    [TestCase(8, 2)]
    [TestCase(-1, 64)]
    public void Roots_that_do_not_fit_the_size_are_a_mistake(long size, int roots) => Assert.That(
        () => TreeFrontier.Of(size, Enumerable.Repeat(Merkle.EmptyRoot, roots).ToList()), Throws.InstanceOf<ArgumentException>());
}
