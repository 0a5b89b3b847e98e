namespace Cavra.Infrastructure.Redaction;

/// <summary>Whether a piece of text looks made by a generator rather than written by a person.</summary>
internal static class Opaque
{
    private const int Segment = 10;
    private const int WordlessSegment = 16;

    /// <summary>Whether a stretch of letters and digits in it looks like a part of a token.</summary>
    public static bool Holds(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Characters.Alphanumeric) is >= 0 and var start)
        {
            text = text[start..];
            var length = text.IndexOfAnyExcept(Characters.Alphanumeric);
            length = length < 0 ? text.Length : length;
            if (length >= Segment && IsOpaque(Shape.Of(text[..length])))
            {
                return true;
            }

            text = text[length..];
        }

        return false;
    }

    private static bool IsOpaque(Shape shape) =>
        (shape.Digits > 0 && shape.Letters > 0)
        || (shape.Length >= WordlessSegment && shape.Digits == 0
            && (shape.Lower == 0 || (shape.Upper > 0 && shape.ChangesEvery(3.2))));
}
