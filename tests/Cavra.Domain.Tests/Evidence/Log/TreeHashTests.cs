using Cavra.Domain.Evidence.Log;

namespace Cavra.Domain.Tests.Evidence.Log;

public sealed class TreeHashTests
{
    private const string EmptyRoot = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    [Test]
    public void A_hash_is_written_as_base64_and_read_back()
    {
        Assert.That(Merkle.EmptyRoot.ToString(), Is.EqualTo(EmptyRoot));
        Assert.That(TreeHash.TryParse(EmptyRoot, out var hash), Is.True);
        Assert.That(hash, Is.EqualTo(Merkle.EmptyRoot));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", Description = "no padding")]
    [TestCase("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=", Description = "left-over bits")]
    [TestCase("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=", Description = "the alphabet of URLs")]
    [TestCase("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= ", Description = "white space")]
    [TestCase("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NM\npJWZG3hSuFU=   ", Description = "white space")]
    [TestCase("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==", Description = "31 bytes")]
    [TestCase("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFUA", Description = "33 bytes")]
    public void Any_other_spelling_is_refused(string? text)
    {
        Assert.That(TreeHash.TryParse(text, out var hash), Is.False);
        Assert.That(hash, Is.EqualTo(default(TreeHash)));
    }

    [TestCase(0)]
    [TestCase(31)]
    [TestCase(33)]
    public void Bytes_of_another_number_are_no_hash(int length) =>
        Assert.That(() => TreeHash.Of(new byte[length]), Throws.ArgumentException);

    [Test]
    public void Hashes_are_equal_by_every_byte()
    {
        byte[] bytes = [.. Enumerable.Range(1, TreeHash.Size).Select(i => (byte)i)];
        var hash = TreeHash.Of(bytes);

        Assert.That(hash, Is.EqualTo(TreeHash.Of(bytes)));
        Assert.That(hash.GetHashCode(), Is.EqualTo(TreeHash.Of(bytes).GetHashCode()));
        Assert.That(hash.ToArray(), Is.EqualTo(bytes));
        for (var i = 0; i < TreeHash.Size; i++)
        {
            var other = hash.ToArray();
            other[i] ^= 1;
            Assert.That(TreeHash.Of(other) != hash, Is.True);
            Assert.That(TreeHash.Of(other) == hash, Is.False);
        }
    }

    [Test]
    public void A_destination_that_is_too_short_is_a_mistake() =>
        Assert.That(() => Merkle.EmptyRoot.CopyTo(new byte[TreeHash.Size - 1]), Throws.ArgumentException);
}
