using System.Text;

namespace Cavra.Infrastructure.Delivery.Content;

/// <summary>Fits text into the limits of vendors. A cut never goes through a character, and shows as an ellipsis.</summary>
internal static class VendorText
{
    private const char Ellipsis = '…';
    private const int EllipsisBytes = 3;

    /// <summary>At most so many characters, counted as code points.</summary>
    public static string Characters(string text, int most)
    {
        var whole = WellFormed(text);
        return whole.EnumerateRunes().Count() <= most ? whole : string.Concat(whole.EnumerateRunes().Take(most - 1)) + Ellipsis;
    }

    /// <summary>At most so many bytes of UTF-8.</summary>
    public static string Bytes(string text, int most)
    {
        var whole = WellFormed(text);
        if (Encoding.UTF8.GetByteCount(whole) <= most)
        {
            return whole;
        }

        var (kept, left) = (new StringBuilder(), most - EllipsisBytes);
        foreach (var rune in whole.EnumerateRunes())
        {
            left -= rune.Utf8SequenceLength;
            if (left < 0)
            {
                break;
            }

            kept.Append(rune);
        }

        return kept.Append(Ellipsis).ToString();
    }

    /// <summary>On one line: what breaks a line, and other control characters, become blanks.</summary>
    public static string OneLine(string text) =>
        string.Concat(WellFormed(text).Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();

    // Half a character is no text to anybody.
    private static string WellFormed(string text) => string.Concat(text.EnumerateRunes());
}
