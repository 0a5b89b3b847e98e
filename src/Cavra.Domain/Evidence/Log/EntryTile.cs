namespace Cavra.Domain.Evidence.Log;

/// <summary>The name of up to 256 neighbouring entries (C2SP <c>tlog-tiles</c>, an entry bundle).</summary>
/// <param name="Index">The bundle's place in the log, from 0: its first entry is number 256 times that.</param>
/// <param name="Width">In entries, 1 to 256.</param>
public readonly record struct EntryTile(long Index, int Width)
{
    private const string Root = "tile/entries/";

    // A log has at most as many entries as a long can number.
    private const long MaxIndex = long.MaxValue / LogTile.FullWidth;

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
