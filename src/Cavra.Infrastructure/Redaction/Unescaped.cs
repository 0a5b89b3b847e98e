using System.Buffers;
using System.Text;

namespace Cavra.Infrastructure.Redaction;

/// <summary>A text as it reads once the escapes of URLs, HTML and JSON are taken off, and where each of its characters came from.</summary>
internal sealed class Unescaped
{
    private static readonly SearchValues<char> Beginnings = SearchValues.Create("%&\\");

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
        var at = Characters.NextOf(text, 0, Beginnings);
        if (at == text.Length)
        {
            return null;
        }

        var plain = new StringBuilder(text.Length);
        var places = new int[text.Length + 1];
        var kept = 0;
        var found = false;
        while (at < text.Length)
        {
            Keep(text, kept, at, plain, places);
            var before = plain.Length;
            var length = Escapes.Read(text.AsSpan(at), plain);
            places.AsSpan(before, plain.Length - before).Fill(at);
            found |= length > 0;
            kept = at + length;
            at = Characters.NextOf(text, length > 0 ? kept : at + 1, Beginnings);
        }

        Keep(text, kept, text.Length, plain, places);
        places[plain.Length] = text.Length;
        return found ? new Unescaped(plain.ToString(), Through(outer, places, plain.Length)) : null;
    }

    private static void Keep(string text, int start, int end, StringBuilder plain, int[] places)
    {
        for (var i = start; i < end; i++)
        {
            places[plain.Length + i - start] = i;
        }

        plain.Append(text, start, end - start);
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
