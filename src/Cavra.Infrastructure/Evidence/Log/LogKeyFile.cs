using System.Security.Cryptography;
using System.Text;
using Cavra.Infrastructure.Access;
using NSec.Cryptography;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>The private part of a signing key: an Ed25519 key in PKCS #8 PEM (RFC 8410), readable by its owner alone.</summary>
internal static class LogKeyFile
{
    private static readonly SignatureAlgorithm Algorithm = SignatureAlgorithm.Ed25519;

    /// <summary>Makes a key and writes its file.</summary>
    /// <returns>The public key, 32 bytes.</returns>
    public static byte[] Make(string path)
    {
        using var key = Key.Create(
            Algorithm, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextArchiving });
        PrivateFile.Write(path, Encoding.ASCII.GetString(key.Export(KeyBlobFormat.PkixPrivateKeyText)).TrimEnd());
        return key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
    }

    /// <summary>Reads a key.</summary>
    /// <returns>Null when the file is not there, can't be read, or holds something else.</returns>
    public static Key? Read(string path)
    {
        try
        {
            return Key.TryImport(Algorithm, File.ReadAllBytes(path), KeyBlobFormat.PkixPrivateKeyText, out var key) ? key : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null;
        }
    }
}
