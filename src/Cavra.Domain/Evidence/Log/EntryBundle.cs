using System.Buffers;
using System.Buffers.Binary;

namespace Cavra.Domain.Evidence.Log;

/// <summary>The bytes of an <see cref="EntryTile"/>: each entry after its length, a big-endian uint16.</summary>
public static class EntryBundle
{
    /// <summary>Of one entry: the longest its length can state.</summary>
    public const int MostBytes = 65_535;

    /// <summary>Appends one entry; longer than <see cref="MostBytes"/> it throws <see cref="ArgumentException"/>.</summary>
    public static void Write(IBufferWriter<byte> to, ReadOnlySpan<byte> entry)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.Length, MostBytes, nameof(entry));
        BinaryPrimitives.WriteUInt16BigEndian(to.GetSpan(sizeof(ushort)), (ushort)entry.Length);
        to.Advance(sizeof(ushort));
        to.Write(entry);
    }

    /// <summary>
    /// Reads 1 to 256 entries that fill the bundle to its last byte. They are parts of the bundle's memory, not copies.
    /// </summary>
    public static bool TryRead(ReadOnlyMemory<byte> bundle, out IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var read = new List<ReadOnlyMemory<byte>>();
        entries = [];
        for (var rest = bundle; !rest.IsEmpty;)
        {
            if (read.Count == LogTile.FullWidth
                || !BinaryPrimitives.TryReadUInt16BigEndian(rest.Span, out var length)
                || rest.Length < sizeof(ushort) + length)
            {
                return false;
            }

            read.Add(rest.Slice(sizeof(ushort), length));
            rest = rest[(sizeof(ushort) + length)..];
        }

        entries = read;
        return read.Count > 0;
    }
}
