namespace Cavra.Domain.Abstractions;

/// <summary>How long a text is for whoever wrote it: Unicode code points, as JSON Schema and PostgreSQL count, not UTF-16 units.</summary>
public static class TextLength
{
    public static int Of(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}

/// <summary>Shortens text without leaving half a character: half a surrogate pair is no text, and no database keeps it.</summary>
public static class TextCut
{
    /// <param name="text">Well-formed text.</param>
    /// <param name="most">How many UTF-16 units are kept at most; 0 or more.</param>
    /// <returns>The beginning of the text, whole characters only.</returns>
    public static string Of(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        return most > 0 && char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];
    }
}
