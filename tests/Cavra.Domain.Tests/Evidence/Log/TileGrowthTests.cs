using Cavra.Domain.Evidence.Log;
using CsCheck;

namespace Cavra.Domain.Tests.Evidence.Log;

public sealed class TileGrowthTests
{
    private static readonly RfcTree Tree = new(1_500);

    [Test]
    public void However_the_entries_are_batched_the_tiles_are_those_of_the_whole() =>
        Gen.Int[0, 300].Array[1, 5].Sample(batches =>
        {
            var kept = new Dictionary<LogTile, byte[]>();
            var size = 0;
            foreach (var batch in batches)
            {
                var growth = new TileGrowth(size, kept);
                foreach (var leaf in Tree.Leaves.Skip(size).Take(batch))
                {
                    growth.Append(leaf);
                }

                Assert.That(growth.Changed.Select(changed => changed.Tile), Is.EqualTo(Tiling.Grown(size, size + batch)));
                foreach (var (tile, hashes) in growth.Changed)
                {
                    kept[tile] = hashes;
                }

                size += batch;
                Assert.That(growth.Size, Is.EqualTo(size));
                Assert.That(growth.Root(), Is.EqualTo(Tree.Root(size)));
            }

            var whole = Tree.Tiles(size);
            Assert.That(kept.Keys, Is.SupersetOf(whole.Keys));
            Assert.That(whole.All(tile => tile.Value.AsSpan().SequenceEqual(kept[tile.Key])), Is.True);
        });

    [Test]
    public void A_long_log_grows_batch_by_batch_and_proves_what_is_in_it()
    {
        const int size = 70_000;
        var tiles = new Dictionary<LogTile, byte[]>();
        var growth = new TileGrowth(0, tiles);
        var frontier = new TreeFrontier();
        TreeHash? oldRoot = null;
        for (var i = 0; i < size; i++)
        {
            var leaf = Merkle.LeafHash(BitConverter.GetBytes(i));
            growth.Append(leaf);
            frontier.Append(leaf);
            if (growth.Size is 65_537)
            {
                oldRoot = growth.Root();
            }

            if (growth.Size % 4_096 == 0 || growth.Size == size)
            {
                foreach (var (tile, hashes) in growth.Changed)
                {
                    tiles[tile] = hashes;
                }

                growth = growth.Next();
            }
        }

        var root = TileProofs.Root(size, Only(tiles, TileProofs.NeededForRoot(size)));
        var path = TileProofs.Inclusion(12_345, size, Only(tiles, TileProofs.NeededForInclusion(12_345, size)));
        var proof = TileProofs.Consistency(65_537, size, Only(tiles, TileProofs.NeededForConsistency(65_537, size)));

        Assert.That(root, Is.EqualTo(frontier.Root()));
        Assert.That(growth.Root(), Is.EqualTo(root));
        Assert.That(growth.Changed, Is.Empty);
        Assert.That(Merkle.IncludesLeaf(Merkle.LeafHash(BitConverter.GetBytes(12_345)), 12_345, size, path, root), Is.True);
        Assert.That(oldRoot, Is.Not.Null);
        Assert.That(Merkle.Extends(65_537, oldRoot!.Value, size, root, proof), Is.True);
    }

    [Test]
    public void Growing_leaves_what_it_began_with_alone()
    {
        var partial = new LogTile(0, 0, 3);
        var kept = new Dictionary<LogTile, byte[]> { [partial] = Tree.Tiles(3)[partial] };
        var growth = new TileGrowth(3, kept);

        growth.Append(Tree.Leaves[3]);
        var first = growth.Changed.Single();
        growth.Append(Tree.Leaves[4]);

        Assert.That(kept[partial], Is.EqualTo(Tree.Tiles(3)[partial]));
        Assert.That(first.Hashes, Is.EqualTo(Tree.Tiles(4)[new LogTile(0, 0, 4)]));
    }

    [Test]
    public void A_partial_tile_that_is_missing_or_cut_is_a_mistake()
    {
        var tiles = Tree.Tiles(300);
        var missing = tiles.Where(tile => tile.Key.Level == 0).ToDictionary();
        var cut = new Dictionary<LogTile, byte[]>(tiles) { [new LogTile(1, 0, 1)] = new byte[31] };

        Assert.That(() => new TileGrowth(300, missing), Throws.ArgumentException.With.Message.Contains("tile/1/000.p/1"));
        Assert.That(() => new TileGrowth(300, cut), Throws.ArgumentException.With.Message.Contains("tile/1/000.p/1"));
    }

    private static Dictionary<LogTile, byte[]> Only(Dictionary<LogTile, byte[]> tiles, IEnumerable<LogTile> needed) =>
        needed.ToDictionary(tile => tile, tile => tiles[tile]);
}
