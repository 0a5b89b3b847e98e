using Cavra.Domain.Evidence.Log;
using CsCheck;

namespace Cavra.Domain.Tests.Evidence.Log;

public sealed class TilingTests
{
    // The example of C2SP's page.
    [Test]
    public void A_tree_of_70_000_has_the_tiles_the_format_counts()
    {
        var tiles = Tiling.Grown(0, 70_000).ToList();

        Assert.That(tiles.Count(tile => tile is { Level: 0, IsFull: true }), Is.EqualTo(273));
        Assert.That(tiles.Count(tile => tile is { Level: 1, IsFull: true }), Is.EqualTo(1));
        Assert.That(tiles.Where(tile => !tile.IsFull), Is.EqualTo(Tiling.Partial(70_000)));
        Assert.That(
            Tiling.Partial(70_000).Select(tile => tile.Path),
            Is.EqualTo(new[] { "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1" }));
    }

    [Test]
    public void A_tree_of_256_has_a_full_tile_and_one_above() =>
        Assert.That(Tiling.Grown(0, 256).Select(tile => tile.Path), Is.EqualTo(new[] { "tile/0/000", "tile/1/000.p/1" }));

    [Test]
    public void What_grew_is_what_the_new_tree_has_and_the_old_one_had_not() =>
        Gen.Select(Gen.Int[0, 1_500], Gen.Int[0, 1_500]).Sample((one, other) =>
        {
            var (oldSize, newSize) = (Math.Min(one, other), Math.Max(one, other));
            var before = Tiling.Grown(0, oldSize).ToHashSet();

            Assert.That(
                Tiling.Grown(oldSize, newSize), Is.EqualTo(Tiling.Grown(0, newSize).Where(tile => !before.Contains(tile))));
        });

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(255)]
    [TestCase(256)]
    [TestCase(257)]
    [TestCase(600)]
    public void A_tree_has_the_tiles_of_the_formal_definition(int size) =>
        Assert.That(Tiling.Grown(0, size), Is.EquivalentTo(new RfcTree(size).Tiles(size).Keys));

    [Test]
    public void The_largest_tree_reaches_the_eighth_level_and_no_further()
    {
        Assert.That(Tiling.HashesAt(7, long.MaxValue), Is.EqualTo(127));
        Assert.That(Tiling.HashesAt(8, long.MaxValue), Is.Zero);
        Assert.That(Tiling.HashesAt(63, long.MaxValue), Is.Zero);
        Assert.That(Tiling.At(7, 126, long.MaxValue).Path, Is.EqualTo("tile/7/000.p/127"));
        Assert.That(Tiling.EntriesAt(long.MaxValue - 1, long.MaxValue).Width, Is.EqualTo(255));
    }

    [TestCase(0, 255, 300, ExpectedResult = "tile/0/000")]
    [TestCase(0, 256, 300, ExpectedResult = "tile/0/001.p/44")]
    [TestCase(1, 0, 300, ExpectedResult = "tile/1/000.p/1")]
    public string A_hash_is_in_the_tile_as_wide_as_the_tree_has_it(int level, long hash, long size) =>
        Tiling.At(level, hash, size).Path;

    [TestCase(0, 300, 300)]
    [TestCase(0, -1, 300)]
    [TestCase(1, 1, 300)]
    [TestCase(2, 0, 300)]
    [TestCase(-1, 0, 300)]
    [TestCase(0, 0, -1)]
    public void A_hash_the_tree_has_not_is_a_mistake(int level, long hash, long size) =>
        Assert.That(() => Tiling.At(level, hash, size), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void A_tree_does_not_shrink() =>
        Assert.That(() => Tiling.Grown(2, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void The_subtrees_of_a_tile_are_those_of_the_tree()
    {
        var tree = new RfcTree(256);
        var tile = tree.Tiles(256)[new LogTile(0, 0, 256)];

        for (var height = 0; height <= 8; height++)
        {
            for (var position = 0; position < 256 >> height; position++)
            {
                Assert.That(
                    Tiling.HashIn(tile, height, position),
                    Is.EqualTo(tree.Hash(position << height, (position + 1) << height)));
            }
        }
    }

    [TestCase(96, 0, 3)]
    [TestCase(96, 1, 1)]
    [TestCase(95, 0, 2)]
    [TestCase(8192, 8, 1)]
    [TestCase(8192, 9, 0)]
    [TestCase(8192, -1, 0)]
    [TestCase(8192, 0, -1)]
    [TestCase(8192, 0, int.MaxValue)]
    [TestCase(9000, 0, 256)]
    public void A_subtree_the_tile_has_not_is_a_mistake(int length, int height, int position) =>
        Assert.That(() => Tiling.HashIn(new byte[length], height, position), Throws.InstanceOf<ArgumentException>());
}
