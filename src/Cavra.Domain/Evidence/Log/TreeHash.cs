using System.Runtime.Intrinsics;

namespace Cavra.Domain.Evidence.Log;

/// <summary>A SHA-256 hash of the evidence tree: of one entry, or of a whole subtree (RFC 6962, section 2.1).</summary>
public readonly struct TreeHash : IEquatable<TreeHash>
{
    /// <summary>In bytes.</summary>
    public const int Size = 32;

    private readonly Vector256<byte> bytes;

    private TreeHash(Vector256<byte> bytes) => this.bytes = bytes;

    /// <summary>Any other length than <see cref="Size"/> throws <see cref="ArgumentException"/>.</summary>
    public static TreeHash Of(ReadOnlySpan<byte> bytes32) => bytes32.Length == Size
        ? new TreeHash(Vector256.Create(bytes32))
        : throw new ArgumentException($"A tree hash is {Size} bytes long, not {bytes32.Length}.", nameof(bytes32));

    /// <summary>Reads standard base64 (RFC 4648, section 4) in its one canonical spelling: 44 characters.</summary>
    public static bool TryParse(string? base64, out TreeHash hash)
    {
        var isHash = Base64Text.TryDecode(base64, out var bytes) && bytes.Length == Size;
        hash = isHash ? Of(bytes) : default;
        return isHash;
    }

    public static bool operator ==(TreeHash left, TreeHash right) => left.Equals(right);

    public static bool operator !=(TreeHash left, TreeHash right) => !left.Equals(right);

    /// <summary>Writes <see cref="Size"/> bytes; a shorter span throws <see cref="ArgumentException"/>.</summary>
    public void CopyTo(Span<byte> destination) => bytes.CopyTo(destination);

    public byte[] ToArray()
    {
        var array = new byte[Size];
        CopyTo(array);
        return array;
    }

    public bool Equals(TreeHash other) => bytes == other.bytes;

    public override bool Equals(object? obj) => obj is TreeHash other && Equals(other);

    public override int GetHashCode() => bytes.GetHashCode();

    /// <summary>Standard base64: 44 characters.</summary>
    public override string ToString() => Convert.ToBase64String(ToArray());
}
