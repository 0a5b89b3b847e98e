using System.Globalization;

namespace Cavra.Domain.Evidence.Log;

/// <summary>
/// The name of up to 256 neighbouring hashes of the tree (C2SP <c>tlog-tiles</c>): level 0 holds leaf hashes, every level
/// above the roots of full tiles of the level below.
/// </summary>
/// <param name="Level">0 to 63.</param>
/// <param name="Index">The tile's place within its level, from 0.</param>
/// <param name="Width">In hashes, 1 to 256.</param>
public readonly record struct LogTile(int Level, long Index, int Width)
{
    /// <summary>In hashes.</summary>
    public const int FullWidth = 256;

    /// <summary>Levels of the tree from one level of tiles to the next.</summary>
    internal const int Height = 8;

    private const int HighestLevel = 63;

    private const string Root = "tile/";

    public bool IsFull => Width == FullWidth;

    /// <summary>In bytes.</summary>
    public int Length => Width * TreeHash.Size;

    /// <summary>Below the log's prefix: <c>tile/0/x001/x234/067</c>, or <c>tile/0/x001/067.p/8</c> of a partial one.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"{Root}{Level}/{TilePath.Of(Index, Width)}");

    /// <summary>Reads exactly what <see cref="Path"/> writes.</summary>
    public static bool TryParse(string? path, out LogTile tile)
    {
        tile = default;
        if (path is null || !path.StartsWith(Root, StringComparison.Ordinal))
        {
            return false;
        }

        var slash = path.IndexOf('/', Root.Length);
        if (slash < 0
            || !int.TryParse(path.AsSpan(Root.Length..slash), NumberStyles.None, CultureInfo.InvariantCulture, out var level)
            || level > HighestLevel
            || !TilePath.TryParse(path[(slash + 1)..], out var index, out var width))
        {
            return false;
        }

        // As a number, level 00 is level 0; as a name it is another.
        var read = new LogTile(level, index, width);
        var isName = string.Equals(read.Path, path, StringComparison.Ordinal);
        tile = isName ? read : default;
        return isName;
    }

    public override string ToString() => Path;

    internal byte[] BytesIn(IReadOnlyDictionary<LogTile, byte[]> tiles) =>
        tiles.TryGetValue(this, out var bytes) && bytes.Length == Length
            ? bytes
            : throw new ArgumentException($"The tile {Path} is missing or not {Length} bytes long.", nameof(tiles));
}
