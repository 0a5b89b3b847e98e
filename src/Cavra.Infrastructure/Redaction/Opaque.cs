namespace Cavra.Infrastructure.Redaction;

/// <summary>Whether a piece of text looks made by a generator rather than written by a person.</summary>
internal static class Opaque
{
    private const int Segment = 10;
    private const int WordlessSegment = 16;

    /// <summary>Whether a stretch of letters and digits in it looks like a part of a token.</summary>
    public static bool Holds(ReadOnlySpan<char> text)
    {
        // A stretch that long covers a window of that length, so only the last other character in the window counts.
        while (text.Length >= Segment)
        {
            var other = text[..Segment].LastIndexOfAnyExcept(Characters.Alphanumeric);
            if (other < 0)
            {
                var length = text.IndexOfAnyExcept(Characters.Alphanumeric);
                other = length < 0 ? text.Length - 1 : length;
                if (IsOpaque(Shape.Of(text[..(length < 0 ? text.Length : length)])))
                {
                    return true;
                }
            }

            text = text[(other + 1)..];
        }

        return false;
    }

    private static bool IsOpaque(Shape shape) =>
        (shape.Digits > 0 && shape.Letters > 0)
        || (shape.Length >= WordlessSegment && shape.Digits == 0
            && (shape.Lower == 0 || (shape.Upper > 0 && shape.ChangesEvery(3.2))));
}
