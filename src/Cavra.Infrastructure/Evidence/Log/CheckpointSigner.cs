using System.Text;
using Cavra.Domain.Evidence.Log;
using NSec.Cryptography;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>Signs checkpoints as C2SP <c>signed-note</c> has it, with every key of the ring.</summary>
internal static class CheckpointSigner
{
    public static SignedNote Sign(Checkpoint checkpoint, IReadOnlyList<Key> keys)
    {
        var text = Encoding.UTF8.GetBytes(checkpoint.Body);
        return keys.Aggregate(new SignedNote(checkpoint.Body, []), (note, key) =>
        {
            var verifier = VerifierKey.OfEd25519(checkpoint.Origin, key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
            return note.With(new NoteSignature(verifier.Name, verifier.KeyId, SignatureAlgorithm.Ed25519.Sign(key, text)));
        });
    }
}
