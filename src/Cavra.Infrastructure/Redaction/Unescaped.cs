using System.Buffers;

namespace Cavra.Infrastructure.Redaction;

/// <summary>A text as it reads once the escapes of URLs, HTML and JSON are taken off, and where each of its characters came from.</summary>
internal sealed class Unescaped
{
    private static readonly SearchValues<char> Beginnings = SearchValues.Create("%&\\");

    private const int LongestCharacter = 2;

    private const int Near = 8;

    private readonly int[] _places;

    private Unescaped(string text, int[] places)
    {
        Text = text;
        _places = places;
    }

    public string Text { get; }

    /// <summary>Where the character stands in the text that was written.</summary>
    public int PlaceOf(int at) => _places[at];

    /// <summary>The text without one layer of escapes; null when it has none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="outer">What it was read from, when it is a layer itself.</param>
    public static Unescaped? Of(string text, Unescaped? outer)
    {
        var at = FirstEscape(text);
        if (at == text.Length)
        {
            return null;
        }

        var plain = new Written(text.Length);
        var places = new int[text.Length + 1];
        var kept = 0;
        while (at < text.Length)
        {
            if (at > kept)
            {
                Keep(text, kept, at, ref plain, places);
            }

            var before = plain.Length;
            var length = Escapes.Read(text.AsSpan(at), ref plain);
            for (var place = before; place < plain.Length; place++)
            {
                places[place] = at;
            }

            kept = at + length;
            at = NextBeginning(text, length > 0 ? kept : at + 1);
        }

        Keep(text, kept, text.Length, ref plain, places);
        places[plain.Length] = text.Length;
        return new Unescaped(plain.ToString(), Through(outer, places, plain.Length));
    }

    // Where there is one, there are often more, a few characters on.
    private static int NextBeginning(string text, int start)
    {
        var near = Math.Min(start + Near, text.Length);
        for (var at = start; at < near; at++)
        {
            if (text[at] is '%' or '&' or '\\')
            {
                return at;
            }
        }

        return Characters.NextOf(text, near, Beginnings);
    }

    // A text may be full of what escapes begin with and have none.
    private static int FirstEscape(string text)
    {
        var unused = new Written(LongestCharacter);
        var at = Characters.NextOf(text, 0, Beginnings);
        while (at < text.Length && Escapes.Read(text.AsSpan(at), ref unused) == 0)
        {
            at = NextBeginning(text, at + 1);
        }

        return at;
    }

    private static void Keep(string text, int start, int end, ref Written plain, int[] places)
    {
        var here = places.AsSpan(plain.Length, end - start);
        for (var i = 0; i < here.Length; i++)
        {
            here[i] = start + i;
        }

        plain.Append(text.AsSpan(start, end - start));
    }

    private static int[] Through(Unescaped? outer, int[] places, int length)
    {
        for (var i = 0; outer is not null && i <= length; i++)
        {
            places[i] = outer.PlaceOf(places[i]);
        }

        return places;
    }
}
