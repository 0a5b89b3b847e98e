using Cavra.Domain.Evidence.Log;
using CsCheck;

namespace Cavra.Domain.Tests.Evidence.Log;

public sealed class LogTileTests
{
    private static readonly Gen<long> Indexes =
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Int[0, 62]).Select((index, shift) => index >> shift);

    [TestCase(0, 1_234_067, 256, ExpectedResult = "tile/0/x001/x234/067")]
    [TestCase(0, 1_067, 8, ExpectedResult = "tile/0/x001/067.p/8")]
    [TestCase(0, 0, 1, ExpectedResult = "tile/0/000.p/1")]
    [TestCase(63, 999, 255, ExpectedResult = "tile/63/999.p/255")]
    [TestCase(2, 1_000, 256, ExpectedResult = "tile/2/x001/000")]
    [TestCase(1, long.MaxValue, 256, ExpectedResult = "tile/1/x009/x223/x372/x036/x854/x775/807")]
    public string A_tile_has_the_path_that_the_format_gives_it(int level, long index, int width) =>
        new LogTile(level, index, width).Path;

    [TestCase(1_234_067, 256, ExpectedResult = "tile/entries/x001/x234/067")]
    [TestCase(5, 17, ExpectedResult = "tile/entries/005.p/17")]
    public string A_bundle_has_the_path_that_the_format_gives_it(long index, int width) => new EntryTile(index, width).Path;

    [Test]
    public void Every_path_is_read_back() =>
        Gen.Select(Gen.Int[0, 63], Indexes, Gen.Int[1, 256]).Sample((level, index, width) =>
        {
            // A log has as many entries as a long can number, and so fewer bundles.
            var (tile, bundle) = (new LogTile(level, index, width), new EntryTile(index >> 9, width));

            return LogTile.TryParse(tile.Path, out var readTile) && readTile == tile
                && EntryTile.TryParse(bundle.Path, out var readBundle) && readBundle == bundle
                && !LogTile.TryParse(bundle.Path, out _)
                && !EntryTile.TryParse(tile.Path, out _);
        });

    [TestCase("")]
    [TestCase("000/")]
    [TestCase("/000")]
    [TestCase("0")]
    [TestCase("0000")]
    [TestCase("x000")]
    [TestCase("x000/000")]
    [TestCase("x000/001")]
    [TestCase("001/002")]
    [TestCase("x001/x002")]
    [TestCase("x01/002")]
    [TestCase("X001/002")]
    [TestCase("1234")]
    [TestCase("-01")]
    [TestCase("+01")]
    [TestCase("00 ")]
    [TestCase("00\n")]
    [TestCase("٠٠١")]
    [TestCase("x009/x223/x372/x036/x854/x775/808")]
    [TestCase("x010/x000/x000/x000/x000/x000/000")]
    [TestCase("000.p/0")]
    [TestCase("000.p/256")]
    [TestCase("000.p/257")]
    [TestCase("000.p/08")]
    [TestCase("000.p/-8")]
    [TestCase("000.p/")]
    [TestCase("000.p/8/")]
    [TestCase("000.p/8.p/8")]
    [TestCase("000.p8")]
    [TestCase("000.P/8")]
    [TestCase("..")]
    [TestCase("../000")]
    [TestCase("000/..")]
    [TestCase("x000/../000")]
    public void Any_other_index_or_width_is_refused(string end)
    {
        Assert.That(LogTile.TryParse("tile/0/" + end, out var tile), Is.False);
        Assert.That(tile, Is.EqualTo(default(LogTile)));
        Assert.That(EntryTile.TryParse("tile/entries/" + end, out var bundle), Is.False);
        Assert.That(bundle, Is.EqualTo(default(EntryTile)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("tile")]
    [TestCase("tile/")]
    [TestCase("tile//")]
    [TestCase("tile/0")]
    [TestCase("/tile/0/000")]
    [TestCase("tile/00/000")]
    [TestCase("tile/64/000")]
    [TestCase("tile/-1/000")]
    [TestCase("tile//000")]
    [TestCase("tile/ 0/000")]
    [TestCase("tile/4294967296/000")]
    [TestCase("Tile/0/000")]
    [TestCase("tile\\0\\000")]
    public void Any_other_place_is_refused(string? path)
    {
        Assert.That(LogTile.TryParse(path, out _), Is.False);
        Assert.That(EntryTile.TryParse(path, out _), Is.False);
    }

    [Test]
    public void A_very_long_path_is_refused() =>
        Assert.That(LogTile.TryParse("tile/0/" + string.Concat(Enumerable.Repeat("x001/", 1_000_000)) + "000", out _), Is.False);

    [TestCase("tile/entries/x072/x057/x594/x037/x927/936.p/1")]
    [TestCase("tile/entries/x036/x028/x797/x018/x963/967")]
    public void A_bundle_beyond_what_any_log_can_hold_is_refused(string path) => Assert.That(EntryTile.TryParse(path, out _), Is.False);
}
