using System.Text;
using Cavra.Domain.Evidence.Log;
using NSec.Cryptography;

namespace Cavra.Domain.Tests.Verification;

/// <summary>A witness's key, and the lines it makes.</summary>
internal sealed class ASigningWitness(string name) : IDisposable
{
    private readonly Key _key = Key.Create(SignatureAlgorithm.Ed25519);

    public VerifierKey Known => VerifierKey.OfCosigner(name, _key.PublicKey.Export(KeyBlobFormat.RawPublicKey));

    public NoteSignature Line(string noteText, DateTimeOffset at)
    {
        var unsigned = new Cosignature(at.ToUnixTimeSeconds(), new byte[Cosignature.SignatureSize]);
        var signature = SignatureAlgorithm.Ed25519.Sign(_key, Encoding.UTF8.GetBytes(unsigned.SignedText(noteText)));
        return new NoteSignature(name, Known.KeyId, new Cosignature(unsigned.Time, signature).ToArray());
    }

    /// <summary>The note with the witness's line.</summary>
    public byte[] Cosign(byte[] note, DateTimeOffset at)
    {
        Assert.That(SignedNote.TryParse(Encoding.UTF8.GetString(note), out var parsed), Is.True);
        return Encoding.UTF8.GetBytes(parsed!.With(Line(parsed.Text, at)).ToString());
    }

    public void Dispose() => _key.Dispose();
}
