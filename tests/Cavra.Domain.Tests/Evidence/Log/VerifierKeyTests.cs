using System.Security.Cryptography;
using Cavra.Domain.Evidence.Log;
using CsCheck;

namespace Cavra.Domain.Tests.Evidence.Log;

public sealed class VerifierKeyTests
{
    // The key of Go's documentation of notes, and the one Go's checksum database is verified with.
    private const string Neumann = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private const string Sums = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

    [TestCase(Neumann, "PeterNeumann", 0xc74f20a3)]
    [TestCase(Sums, "sum.golang.org", 0x033de0ae)]
    public void A_published_key_is_read_and_written(string text, string name, long keyId)
    {
        Assert.That(VerifierKey.TryParse(text, out var key), Is.True);
        Assert.That(key!.Name, Is.EqualTo(name));
        Assert.That(key.KeyId, Is.EqualTo((uint)keyId));
        Assert.That(key.Kind, Is.EqualTo(NoteKeyKind.Ed25519));
        Assert.That(key.ToString(), Is.EqualTo(text));
        Assert.That(VerifierKey.OfEd25519(name, key.PublicKey), Is.EqualTo(key));
    }

    [Test]
    public void A_witness_has_another_key_id_with_the_same_key()
    {
        Assert.That(VerifierKey.TryParse(Neumann, out var key), Is.True);

        var cosigner = VerifierKey.OfCosigner("PeterNeumann", key!.PublicKey);

        Assert.That(cosigner.KeyId, Is.Not.EqualTo(key.KeyId));
        Assert.That(VerifierKey.TryParse(cosigner.ToString(), out var read), Is.True);
        Assert.That(read, Is.EqualTo(cosigner));
        Assert.That(read!.Kind, Is.EqualTo(NoteKeyKind.Ed25519Cosigner));
    }

    [TestCase("PeterNeumann", 0xc74f20a3, ExpectedResult = true)]
    [TestCase("PeterNeumann", 0xc74f20a2, ExpectedResult = false)]
    [TestCase("Neumann", 0xc74f20a3, ExpectedResult = false)]
    public bool A_line_names_a_key_by_name_and_id_together(string name, long keyId) =>
        VerifierKey.TryParse(Neumann, out var key) && key.IsNamedBy(new NoteSignature(name, (uint)keyId, [1]));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("++")]
    [TestCase("PeterNeumann")]
    [TestCase("PeterNeumann+c74f20a3")]
    [TestCase("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [TestCase("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [TestCase("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", Description = "another id")]
    [TestCase("PaterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", Description = "another name")]
    [TestCase("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TX", Description = "another key")]
    [TestCase("PeterNeumann+c74f20a3+BBpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", Description = "another kind")]
    [TestCase("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", Description = "upper case")]
    [TestCase("sum.golang.org+33de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8", Description = "seven digits")]
    [TestCase(Neumann + "\n")]
    [TestCase(Neumann + "AAAA", Description = "35 bytes")]
    [TestCase("PeterNeumann+c74f20a3+")]
    public void Anything_else_is_refused(string? text)
    {
        Assert.That(VerifierKey.TryParse(text, out var key), Is.False);
        Assert.That(key, Is.Null);
    }

    [TestCase(0x01, ExpectedResult = true)]
    [TestCase(0x02, ExpectedResult = false)]
    [TestCase(0x04, ExpectedResult = true)]
    [TestCase(0x06, ExpectedResult = false)]
    [TestCase(0xff, ExpectedResult = false)]
    public bool A_key_with_the_right_id_is_read_if_its_kind_is_known(int kind)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData([(byte)'a', (byte)'\n', (byte)kind, .. new byte[32]]), 0, 4);

        return VerifierKey.TryParse($"a+{id}+{Convert.ToBase64String([(byte)kind, .. new byte[32]])}", out _);
    }

    [TestCase("", 32)]
    [TestCase("a b", 32)]
    [TestCase("a+b", 32)]
    [TestCase("a", 31)]
    [TestCase("a", 33)]
    public void A_key_is_not_made_of_anything_else(string name, int length) =>
        Assert.That(() => VerifierKey.OfEd25519(name, new byte[length]), Throws.ArgumentException);

    [Test]
    public void Whatever_is_read_is_written_as_it_was() =>
        Hostile.Changed(Sums).Sample(text => !VerifierKey.TryParse(text, out var read) || read.ToString() == text);
}
