using System.Buffers;
using Cavra.Domain.Evidence.Log;
using CsCheck;

namespace Cavra.Domain.Tests.Evidence.Log;

public sealed class EntryBundleTests
{
    [Test]
    public void Each_entry_follows_its_length_in_big_endian_order()
    {
        var bundle = Bundle([[], [7], new byte[0x0102]]);

        Assert.That(bundle[..5], Is.EqualTo(new byte[] { 0, 0, 0, 1, 7 }));
        Assert.That(bundle[5..7], Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That(bundle, Has.Length.EqualTo(2 + 2 + 1 + 2 + 0x0102));
    }

    [Test]
    public void Every_bundle_is_read_back() => Gen.Byte.Array[0, 50].Array[1, 256].Sample(entries =>
        EntryBundle.TryRead(Bundle(entries), out var read)
        && read.Count == entries.Length
        && read.Zip(entries).All(pair => pair.First.Span.SequenceEqual(pair.Second)));

    [Test]
    public void The_longest_entry_fits_and_a_longer_one_is_a_mistake()
    {
        Assert.That(EntryBundle.TryRead(Bundle([new byte[EntryBundle.MostBytes]]), out var read), Is.True);
        Assert.That(read[0].Length, Is.EqualTo(EntryBundle.MostBytes));
        Assert.That(
            () => EntryBundle.Write(new ArrayBufferWriter<byte>(), new byte[EntryBundle.MostBytes + 1]),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_bundle_that_is_cut_anywhere_but_between_entries_is_refused()
    {
        var bundle = Bundle([[1, 2, 3], [4, 5]]);

        var sound = Enumerable.Range(0, bundle.Length + 1)
            .Where(length => EntryBundle.TryRead(bundle.AsMemory(0, length), out _));

        Assert.That(sound, Is.EqualTo(new[] { 5, 9 }));
    }

    [TestCase(256, ExpectedResult = true)]
    [TestCase(257, ExpectedResult = false)]
    [TestCase(1_000_000, ExpectedResult = false)]
    public bool A_bundle_has_256_entries_at_most(int entries) => EntryBundle.TryRead(new byte[entries * 2], out _);

    [Test]
    public void A_bundle_that_is_refused_gives_no_entries()
    {
        Assert.That(EntryBundle.TryRead(new byte[] { 0, 1, 9, 0 }, out var entries), Is.False);
        Assert.That(entries, Is.Empty);
    }

    [Test]
    public void Any_bytes_are_read_or_refused() => Gen.Byte[0, 4].Array[0, 40].Sample(bytes =>
        !EntryBundle.TryRead(bytes, out var read) || Bundle(read.Select(entry => entry.ToArray())).SequenceEqual(bytes));

    private static byte[] Bundle(IEnumerable<byte[]> entries)
    {
        var writer = new ArrayBufferWriter<byte>();
        foreach (var entry in entries)
        {
            EntryBundle.Write(writer, entry);
        }

        return writer.WrittenSpan.ToArray();
    }
}
