using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cavra.Domain.Evidence.Log;

/// <summary>
/// The public half of an Ed25519 key that signs notes, as it is handed to those who verify them (C2SP <c>signed-note</c>):
/// <c>name+key id+base64</c>.
/// </summary>
/// <param name="Name">Not empty, without spaces, plus signs and control characters.</param>
/// <param name="KeyId">As the name, the kind and the public key give it: the factories compute it.</param>
/// <param name="PublicKey">32 bytes (RFC 8032).</param>
public sealed record VerifierKey(string Name, uint KeyId, byte[] PublicKey)
{
    /// <summary>In bytes.</summary>
    public const int PublicKeySize = 32;

    private const int HexDigits = 8;

    /// <summary>What it signs: the note itself, or as a witness the note and a time.</summary>
    public NoteKeyKind Kind { get; init; } = NoteKeyKind.Ed25519;

    public static VerifierKey OfEd25519(string name, byte[] publicKey) => Of(name, NoteKeyKind.Ed25519, publicKey);

    /// <summary>The key of a witness (C2SP <c>tlog-cosignature</c>).</summary>
    public static VerifierKey OfCosigner(string name, byte[] publicKey) => Of(name, NoteKeyKind.Ed25519Cosigner, publicKey);

    /// <summary>Reads exactly what <see cref="ToString"/> writes; a key id that is not the key's is refused.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out VerifierKey? key)
    {
        key = null;
        var parts = text?.Split('+', 3) ?? [];
        if (parts.Length != 3
            || !NoteText.IsKeyName(parts[0])
            || !Base64Text.TryDecode(parts[2], out var bytes)
            || bytes.Length != 1 + PublicKeySize
            || !Enum.IsDefined((NoteKeyKind)bytes[0]))
        {
            return false;
        }

        var read = Of(parts[0], (NoteKeyKind)bytes[0], bytes[1..]);
        key = string.Equals(read.HexKeyId, parts[1], StringComparison.Ordinal) ? read : null;
        return key is not null;
    }

    /// <summary>Whether the line claims to be this key's; only verifying it shows that it is.</summary>
    public bool IsNamedBy(NoteSignature signature) => signature.KeyId == KeyId && signature.Name == Name;

    public bool Equals(VerifierKey? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"{Name}+{HexKeyId}+{Convert.ToBase64String([(byte)Kind, .. PublicKey])}";

    private string HexKeyId => KeyId.ToString("x" + HexDigits, CultureInfo.InvariantCulture);

    private static VerifierKey Of(string name, NoteKeyKind kind, byte[] publicKey)
    {
        if (!NoteText.IsKeyName(name) || publicKey.Length != PublicKeySize)
        {
            throw new ArgumentException(
                $"A key has a name without spaces, plus signs and control characters, and {PublicKeySize} bytes.", nameof(name));
        }

        var digest = SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)kind, .. publicKey]);
        return new VerifierKey(name, BinaryPrimitives.ReadUInt32BigEndian(digest), publicKey) { Kind = kind };
    }
}

/// <summary>What a key's signatures are over, in the numbers C2SP <c>signed-note</c> assigns.</summary>
public enum NoteKeyKind : byte
{
    /// <summary>The note's text.</summary>
    Ed25519 = 0x01,

    /// <summary>The note's text below the time of signing: what witnesses make.</summary>
    Ed25519Cosigner = 0x04,
}

/// <summary>What a workspace's log is called, in its checkpoints and as the name of the keys that sign them.</summary>
public static class LogOrigin
{
    /// <summary><c>cavra/instance/workspace</c>, without a scheme, as C2SP <c>tlog-checkpoint</c> asks for.</summary>
    public static string Of(string instance, string workspace) => $"cavra/{instance}/{workspace}";
}
