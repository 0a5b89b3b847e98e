using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Access;
using NSec.Cryptography;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>Where the files of the log's signing keys are.</summary>
/// <param name="Path">A directory; null when this process has none and can't sign.</param>
public sealed partial record LogKeyDirectory(string? Path)
{
    /// <summary>The setting that names it.</summary>
    public const string Variable = "CAVRA_LOG_KEYS";

    /// <summary>Its name beside the data, where no setting names another.</summary>
    public const string DefaultName = "log-keys";

    /// <summary>The directory that the environment names, else the one beside the data.</summary>
    public static string Beside(string dataDirectory) => Named(Variable) ?? System.IO.Path.Combine(dataDirectory, DefaultName);

    internal static string? Named(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named ? named : null;

    // A reference comes from the database, whose owner could name any file of this machine.
    internal string? Find(string reference) => Path is null || !KeyName().IsMatch(reference) ? null : System.IO.Path.Combine(Path, reference);

    [GeneratedRegex("^log-[0-9a-f]{16}\\.pem\\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyName();
}

/// <summary>The private part of a signing key: an Ed25519 key in PKCS #8 PEM (RFC 8410), readable by its owner alone.</summary>
internal static class LogKeyFile
{
    private static readonly SignatureAlgorithm Algorithm = SignatureAlgorithm.Ed25519;

    /// <summary>Makes a key and writes its file, named for the key: no file is ever written over.</summary>
    /// <returns>The file's name, and the public key, 32 bytes.</returns>
    public static (string Reference, byte[] PublicKey) Make(string directory)
    {
        using var key = Key.Create(
            Algorithm, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextArchiving });
        var publicKey = key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        var reference = $"log-{Convert.ToHexStringLower(publicKey.AsSpan(0, 8))}.pem";
        PrivateFile.Write(
            Path.Combine(directory, reference), Encoding.ASCII.GetString(key.Export(KeyBlobFormat.PkixPrivateKeyText)).TrimEnd());
        return (reference, publicKey);
    }

    /// <summary>Reads a key.</summary>
    /// <returns>
    /// Null when the file is not there, can't be read, or holds something else: another installation's key under the same name
    /// would sign what nobody can verify.
    /// </returns>
    public static Key? Read(string path, LogKey known)
    {
        try
        {
            return Key.TryImport(Algorithm, File.ReadAllBytes(path), KeyBlobFormat.PkixPrivateKeyText, out var key)
                && key!.PublicKey.Export(KeyBlobFormat.RawPublicKey).AsSpan().SequenceEqual(known.PublicKey) ? key : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Writes the public part of a key whose file was <paramref name="path"/> beside it.</summary>
    public static void Remember(string path, byte[] publicKey) => PrivateFile.Write(Remembered(path), Convert.ToBase64String(publicKey));

    /// <summary>Whether the public part of a key whose file was <paramref name="path"/> was kept.</summary>
    public static bool Remembers(string path, byte[] publicKey)
    {
        try
        {
            return File.ReadAllText(Remembered(path)).Trim() == Convert.ToBase64String(publicKey);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Remembered(string path) => Path.ChangeExtension(path, ".pub");
}
