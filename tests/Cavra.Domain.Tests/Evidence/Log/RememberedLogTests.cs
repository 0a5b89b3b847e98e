using Cavra.Domain.Evidence.Log;

namespace Cavra.Domain.Tests.Evidence.Log;

public sealed class RememberedLogTests
{
    private const string Origin = "cavra/0123456789abcdef/default";

    private static readonly TreeState Ten = State(10);
    private static readonly TreeState Twelve = State(12);

    private static readonly RememberedLog Signed = new(Origin, Ten, null);
    private static readonly RememberedLog Begun = new(Origin, Ten, Twelve);

    [Test]
    public void What_is_remembered_is_read_as_it_was_written()
    {
        RememberedLog[] all = [Signed, Begun, new(Origin, null, null), new(Origin, null, Twelve)];

        foreach (var one in all)
        {
            Assert.That(RememberedLog.TryParse(one.ToString(), out var read) ? read : null, Is.EqualTo(one));
        }

        Assert.That(Begun.ToString(), Is.EqualTo($"{Origin}\nsigned 10 {Ten.Root}\nbegun 12 {Twelve.Root}\n"));
    }

    [TestCase("")]
    [TestCase("\n")]
    [TestCase("cavra/1/default")]
    [TestCase("cavra/1/default\nsigned")]
    [TestCase("cavra/1/default\nsigned \n")]
    [TestCase("cavra/1/default\nsigned 10\n")]
    [TestCase("cavra/1/default\nsigned -1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [TestCase("cavra/1/default\nsigned 1 AAAA\n")]
    [TestCase("cavra/1/default\nbegun 1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nsigned 1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [TestCase("cavra/1/default\nsigned 1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nmore\n")]
    public void Anything_else_is_not_taken_for_a_memory(string text) => Assert.That(RememberedLog.TryParse(text, out _), Is.False);

    [Test]
    public void A_log_that_is_the_same_or_has_grown_fits()
    {
        Assert.That(Against(Signed, Ten), Is.Null);
        Assert.That(Against(Signed, State(11)), Is.Null);
        Assert.That(Against(Signed, State(9), Ten), Is.Null, "signed, and not stored: to be stored again");
        Assert.That(Against(new RememberedLog(Origin, null, null), State(3)), Is.Null);
    }

    [Test]
    public void A_log_that_is_older_or_another_does_not()
    {
        Assert.That(Against(Signed, State(9)), Is.EqualTo(new LogContradiction(9)));
        Assert.That(Against(Signed, TreeState.Empty), Is.EqualTo(new LogContradiction(0)));
        Assert.That(Against(Signed, Other(10)), Is.EqualTo(new LogContradiction(null)));
        Assert.That(Against(Signed, Other(30)), Is.EqualTo(new LogContradiction(null)));
        Assert.That(Signed.Against("cavra/0123456789abcdef/other", Ten, null, _ => true), Is.EqualTo(new LogContradiction(0)));
    }

    [Test]
    public void What_was_begun_is_gone_on_with_and_nothing_else()
    {
        Assert.That(Against(Begun, Ten, Twelve), Is.Null, "broken off before it was stored");
        Assert.That(Against(Begun, Twelve), Is.Null, "stored");
        Assert.That(Against(Begun, State(20)), Is.Null, "stored, and another went on");
        Assert.That(Against(Begun, Ten), Is.EqualTo(new LogContradiction(10)), "forgotten");
        Assert.That(Against(Begun, Ten, State(11)), Is.EqualTo(new LogContradiction(10)), "something else is to be signed in its place");
        Assert.That(Against(Begun, Ten, Other(12)), Is.EqualTo(new LogContradiction(10)), "something else is to be signed in its place");
        Assert.That(Begun.Against(Origin, Other(14), null, tree => tree == Ten), Is.EqualTo(new LogContradiction(null)), "something else was signed");
    }

    [Test]
    public void What_is_signed_is_no_longer_begun_and_what_is_older_is_not_remembered_again()
    {
        Assert.That(Signed.Beginning(Ten, Twelve), Is.EqualTo(Begun));
        Assert.That(Begun.Having(Twelve), Is.EqualTo(new RememberedLog(Origin, Twelve, null)));
        Assert.That(Begun.Having(State(11)), Is.EqualTo(new RememberedLog(Origin, State(11), Twelve)));
        Assert.That(Begun.Having(State(9)), Is.EqualTo(Begun));
        Assert.That(Begun.Having(Other(10)), Is.EqualTo(Begun), "another of the same size");
    }

    [Test]
    public void A_tree_extends_what_its_tiles_prove_and_nothing_that_they_lack()
    {
        var tree = new TileGrowth(0, new Dictionary<LogTile, byte[]>());
        var states = Enumerable.Range(0, 700).Select(i =>
        {
            tree.Append(Merkle.LeafHash([(byte)i, (byte)(i >> 8)]));
            return new TreeState(tree.Size, tree.Root());
        }).ToList();
        var (whole, tiles) = (states[^1], tree.Changed.ToDictionary(tile => tile.Tile, tile => tile.Hashes));

        Assert.That(states.TrueForAll(state => whole.Extends(state, tiles)), Is.True);
        Assert.That(whole.Extends(TreeState.Empty, tiles), Is.True);
        Assert.That(states.TrueForAll(state => !whole.Extends(state with { Root = Merkle.LeafHash([1]) }, tiles)), Is.True);
        Assert.That(whole.Extends(states[300], new Dictionary<LogTile, byte[]>()), Is.False);
    }

    private static LogContradiction? Against(RememberedLog remembered, TreeState stored, TreeState? begun = null) =>
        remembered.Against(Origin, stored, begun, tree => tree.Root == State(tree.Size).Root && stored.Root == State(stored.Size).Root);

    private static TreeState State(long size) => new(size, Merkle.LeafHash([(byte)size]));

    private static TreeState Other(long size) => new(size, Merkle.LeafHash([(byte)size, 1]));
}
