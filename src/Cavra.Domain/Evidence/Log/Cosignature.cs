using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cavra.Domain.Evidence.Log;

/// <summary>A witness's word that it saw a checkpoint, and none that contradicts it (C2SP <c>tlog-cosignature</c>).</summary>
/// <param name="Time">In seconds since 1970 without leap seconds, from 0.</param>
/// <param name="Signature">Ed25519 over <see cref="SignedText"/>: 64 bytes.</param>
public sealed record Cosignature(long Time, byte[] Signature)
{
    /// <summary>In bytes.</summary>
    public const int SignatureSize = 64;

    /// <summary>So far a witness's clock may be ahead.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(5);

    /// <summary>What the witness signs, in UTF-8, when the note has the text.</summary>
    public string SignedText(string noteText) =>
        string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {Time}\n{noteText}");

    /// <summary>Whether its time is not further ahead than clocks may be.</summary>
    public bool IsTimelyAt(DateTimeOffset now) => Time <= (now + MostAhead).ToUnixTimeSeconds();

    /// <summary>The signature's bytes as they stand in the note.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[sizeof(long) + Signature.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Time);
        Signature.CopyTo(bytes, sizeof(long));
        return bytes;
    }

    public static bool TryRead(ReadOnlySpan<byte> noteSignature, [NotNullWhen(true)] out Cosignature? cosignature)
    {
        cosignature = noteSignature.Length == sizeof(long) + SignatureSize
            && BinaryPrimitives.ReadInt64BigEndian(noteSignature) is >= 0 and var time
                ? new Cosignature(time, noteSignature[sizeof(long)..].ToArray())
                : null;
        return cosignature is not null;
    }

    public bool Equals(Cosignature? other) => other is not null && ToArray().AsSpan().SequenceEqual(other.ToArray());

    public override int GetHashCode() => Time.GetHashCode();
}
