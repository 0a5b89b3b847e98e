using Cavra.Domain.Evidence.Log;
using NSec.Cryptography;

namespace Cavra.Verification;

/// <summary>Checks Ed25519 signatures.</summary>
internal static class Signing
{
    public static bool HasSigned(this VerifierKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        PublicKey.TryImport(SignatureAlgorithm.Ed25519, key.PublicKey, KeyBlobFormat.RawPublicKey, out var imported)
        && imported is not null
        && SignatureAlgorithm.Ed25519.Verify(imported, message, signature);
}
