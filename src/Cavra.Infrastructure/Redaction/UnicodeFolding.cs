using System.Buffers;

namespace Cavra.Infrastructure.Redaction;

/// <summary>
/// Takes off what hides a secret from a scanner and not from its reader: invisible characters and full-width letters.
/// </summary>
internal static class UnicodeFolding
{
    private const char FullWidthFirst = '\uff01';
    private const char FullWidthLast = '\uff5e';
    private const int FullWidthOffset = FullWidthFirst - '!';

    private static readonly string Invisible =
        "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u200b\u200c\u200d\u200e\u200f"
        + "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"
        + "\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufe00\ufe0e\ufe0f\ufeff\uffa0";

    private static readonly SearchValues<char> Disguising = SearchValues.Create(
        [.. Invisible, .. Enumerable.Range(FullWidthFirst, FullWidthLast - FullWidthFirst + 1).Select(c => (char)c)]);

    private static readonly SearchValues<char> Dropped = SearchValues.Create(Invisible);

    public static bool WouldChange(string text) => text.AsSpan().ContainsAny(Disguising);

    public static string Fold(string text)
    {
        var plain = new Written(text.Length);
        foreach (var c in text)
        {
            if (char.IsAscii(c) || !Dropped.Contains(c))
            {
                plain.Append(c is >= FullWidthFirst and <= FullWidthLast ? (char)(c - FullWidthOffset) : c);
            }
        }

        return plain.ToString();
    }
}
