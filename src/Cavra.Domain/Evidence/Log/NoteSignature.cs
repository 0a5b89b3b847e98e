using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Cavra.Domain.Evidence.Log;

/// <summary>One signature line of a note (C2SP <c>signed-note</c>): by which key, and the bytes that key made.</summary>
/// <param name="Name">The key's name: not empty, without spaces, plus signs and control characters.</param>
/// <param name="KeyId">With the name, tells the key.</param>
/// <param name="Signature">At least one byte; its form is the algorithm's matter.</param>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Signature)
{
    private const string EmDash = "\u2014 ";

    public string Name { get; init => field = KeyName(value); } = KeyName(Name);

    public byte[] Signature { get; init => field = NotEmpty(value); } = NotEmpty(Signature);

    public bool Equals(NoteSignature? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The line, without its newline.</summary>
    public override string ToString()
    {
        var bytes = new byte[sizeof(uint) + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Signature.CopyTo(bytes, sizeof(uint));
        return $"{EmDash}{Name} {Convert.ToBase64String(bytes)}";
    }

    /// <summary>Reads exactly what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? line, [NotNullWhen(true)] out NoteSignature? signature)
    {
        signature = null;
        if (line is null || !line.StartsWith(EmDash, StringComparison.Ordinal))
        {
            return false;
        }

        var parts = line[EmDash.Length..].Split(' ');
        if (parts.Length != 2
            || !NoteText.IsKeyName(parts[0])
            || !Base64Text.TryDecode(parts[1], out var bytes)
            || bytes.Length <= sizeof(uint))
        {
            return false;
        }

        signature = new NoteSignature(parts[0], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[sizeof(uint)..]);
        return true;
    }

    private static string KeyName(string name) => NoteText.IsKeyName(name)
        ? name
        : throw new ArgumentException("A key's name is one word without plus signs and control characters.", nameof(name));

    private static byte[] NotEmpty(byte[] signature) => signature.Length > 0
        ? signature
        : throw new ArgumentException("A signature has at least one byte.", nameof(signature));
}
