using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Cavra.Domain.Evidence.Log;

/// <summary>The name of up to 256 neighbouring entries (C2SP <c>tlog-tiles</c>, an entry bundle).</summary>
/// <param name="Index">The bundle's place in the log, from 0: its first entry is number 256 times that.</param>
/// <param name="Width">In entries, 1 to 256.</param>
public readonly record struct EntryTile(long Index, int Width)
{
    private const string Root = "tile/entries/";

    // A log has at most as many entries as a long can number.
    private const long MaxIndex = long.MaxValue / LogTile.FullWidth;

    /// <summary>The place of its first entry.</summary>
    public long First => Index * LogTile.FullWidth;

    /// <summary>The place after its last entry.</summary>
    public long End => First + Width;

    public bool IsFull => Width == LogTile.FullWidth;

    /// <summary>Below the log's prefix: <c>tile/entries/x001/067</c>, or partial <c>tile/entries/x001/067.p/8</c>.</summary>
    public string Path => Root + TilePath.Of(Index, Width);

    /// <summary>Reads exactly what <see cref="Path"/> writes.</summary>
    public static bool TryParse(string? path, out EntryTile tile)
    {
        tile = default;
        if (path is null
            || !path.StartsWith(Root, StringComparison.Ordinal)
            || !TilePath.TryParse(path[Root.Length..], out var index, out var width)
            || index >= MaxIndex)
        {
            return false;
        }

        tile = new EntryTile(index, width);
        return true;
    }

    public override string ToString() => Path;
}

/// <summary>The index and width of a tile as C2SP <c>tlog-tiles</c> writes them in a path: <c>x001/x234/067.p/8</c>.</summary>
internal static class TilePath
{
    /// <summary>The largest index takes seven groups of three digits; nothing longer is looked at.</summary>
    private const int MostCharacters = 40;

    public static string Of(long index, int width)
    {
        var path = (index % 1000).ToString("D3", CultureInfo.InvariantCulture);
        for (var rest = index / 1000; rest > 0; rest /= 1000)
        {
            path = string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:D3}/{path}");
        }

        return width == LogTile.FullWidth ? path : string.Create(CultureInfo.InvariantCulture, $"{path}.p/{width}");
    }

    public static bool TryParse(string text, out long index, out int width)
    {
        index = 0;
        width = LogTile.FullWidth;
        if (text.Length > MostCharacters)
        {
            return false;
        }

        var parts = text.Split(".p/");
        var digits = parts[0].Replace("/", "", StringComparison.Ordinal).Replace("x", "", StringComparison.Ordinal);
        return parts.Length <= 2
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out index)
            && (parts.Length == 1 || int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out width))
            && width is >= 1 and <= LogTile.FullWidth
            && string.Equals(Of(index, width), text, StringComparison.Ordinal);
    }
}

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

    /// <summary>Appends one entry as it is hashed: its document in UTF-8.</summary>
    public static void Write(IBufferWriter<byte> to, string document) => Write(to, Encoding.UTF8.GetBytes(document));

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
