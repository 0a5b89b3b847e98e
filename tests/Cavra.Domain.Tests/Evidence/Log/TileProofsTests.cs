using Cavra.Domain.Evidence.Log;
using CsCheck;

namespace Cavra.Domain.Tests.Evidence.Log;

public sealed class TileProofsTests
{
    private const int Largest = 300;

    private static readonly RfcTree Tree = new(Largest);

    [Test]
    public void The_tiles_named_are_enough_and_each_is_needed() =>
        Gen.Int[1, Largest].SelectMany(size => Gen.Int[0, size - 1].Select(index => (index, size))).Sample(at =>
        {
            var (index, size) = at;
            var tiles = Tree.Tiles(size);
            var inclusion = TileProofs.NeededForInclusion(index, size);
            var consistency = TileProofs.NeededForConsistency(index, size);
            var root = TileProofs.NeededForRoot(size);

            Assert.That(TileProofs.Inclusion(index, size, Only(tiles, inclusion)), Is.EqualTo(Tree.Path(index, size)));
            Assert.That(TileProofs.Consistency(index, size, Only(tiles, consistency)), Is.EqualTo(Tree.Proof(index, size)));
            Assert.That(TileProofs.Root(size, Only(tiles, root)), Is.EqualTo(Tree.Root(size)));
            Assert.That(EachIsMissed(inclusion, some => TileProofs.Inclusion(index, size, Only(tiles, some))), Is.True);
            Assert.That(EachIsMissed(consistency, some => TileProofs.Consistency(index, size, Only(tiles, some))), Is.True);
            Assert.That(EachIsMissed(root, some => [TileProofs.Root(size, Only(tiles, some))]), Is.True);
        });

    [Test]
    public void The_empty_tree_needs_no_tiles()
    {
        var none = new Dictionary<LogTile, byte[]>();

        Assert.That(TileProofs.NeededForRoot(0), Is.Empty);
        Assert.That(TileProofs.Root(0, none), Is.EqualTo(Merkle.EmptyRoot));
        Assert.That(TileProofs.NeededForConsistency(0, 8), Is.Empty);
        Assert.That(TileProofs.Consistency(0, 8, none), Is.Empty);
        Assert.That(TileProofs.Consistency(8, 8, none), Is.Empty);
    }

    [Test]
    public void A_tile_of_another_length_than_its_name_says_is_a_mistake() =>
        Assert.That(
            () => TileProofs.Root(8, new Dictionary<LogTile, byte[]> { [new LogTile(0, 0, 8)] = new byte[8 * 32 - 1] }),
            Throws.ArgumentException.With.Message.Contains("tile/0/000.p/8"));

    [TestCase(-1, 8)]
    [TestCase(8, 8)]
    [TestCase(0, 0)]
    [TestCase(0, -1)]
    public void An_entry_the_tree_has_not_is_a_mistake(long index, long size) =>
        Assert.That(() => TileProofs.NeededForInclusion(index, size), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase(-1, 8)]
    [TestCase(9, 8)]
    public void A_tree_that_shrinks_is_a_mistake(long oldSize, long newSize) =>
        Assert.That(() => TileProofs.NeededForConsistency(oldSize, newSize), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void The_largest_tree_needs_few_tiles()
    {
        Assert.That(TileProofs.NeededForInclusion(0, long.MaxValue), Has.Count.LessThanOrEqualTo(16));
        Assert.That(TileProofs.NeededForConsistency(long.MaxValue - 1, long.MaxValue), Has.Count.EqualTo(8));
        Assert.That(TileProofs.NeededForRoot(long.MaxValue), Has.Count.EqualTo(8));
    }

    private static bool EachIsMissed(IReadOnlyList<LogTile> needed, Func<List<LogTile>, IReadOnlyList<TreeHash>> prove) =>
        needed.All(missing => IsRefused(() => prove([.. needed.Where(tile => tile != missing)])));

    private static bool IsRefused(Func<IReadOnlyList<TreeHash>> prove)
    {
        try
        {
            return prove() is null;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static Dictionary<LogTile, byte[]> Only(Dictionary<LogTile, byte[]> tiles, IEnumerable<LogTile> needed) =>
        needed.ToDictionary(tile => tile, tile => tiles[tile]);
}
