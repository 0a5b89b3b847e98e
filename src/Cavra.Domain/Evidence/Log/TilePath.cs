using System.Globalization;

namespace Cavra.Domain.Evidence.Log;

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
