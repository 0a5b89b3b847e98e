using System.Buffers;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Whether a word looks like a password rather than like a word of a sentence.</summary>
internal static class Chosen
{
    private const int ShortestClear = 8;

    private const int ShortestSignless = 12;

    private static readonly SearchValues<char> Signs = SearchValues.Create("!@#$%^&*?+=~");

    /// <summary>Whether it has letters, and digits or signs among them.</summary>
    public static bool IsMixed(ReadOnlySpan<char> word) =>
        Shape.Of(word) is { Letters: > 0 } shape && (shape.Digits > 0 || (shape.Length < word.Length && HasSign(word))) && !IsAddress(word);

    /// <summary>Whether nobody would write it but as a password, even where nothing announces a value.</summary>
    public static bool IsClear(ReadOnlySpan<char> word)
    {
        var shape = Shape.Of(word);
        var sign = HasSign(word);
        var kinds = (shape.Upper > 0 ? 1 : 0) + (shape.Lower > 0 ? 1 : 0) + (shape.Digits > 0 ? 1 : 0) + (sign ? 1 : 0);
        return word.Length >= ShortestClear && kinds >= 3 && !IsAddress(word)
            && (sign || (shape.Length >= ShortestSignless && shape.Digits > 1 && shape.ChangesEvery(3.2)));
    }

    private static bool HasSign(ReadOnlySpan<char> word) => word.TrimEnd("!?").ContainsAny(Signs) || word is [.., '!', '!'];

    private static bool IsAddress(ReadOnlySpan<char> word) =>
        word.Contains("://", StringComparison.Ordinal)
        || (word.IndexOf('@') is > 0 and var at && word[at..].Contains('.') && !word[at..].ContainsAny('!', '$', '#'));
}

/// <summary>
/// Where any of a few phrases occurs whose beginnings are common in what the redactor reads: each is looked for by its part behind a
/// bar, as in <c>passwor|d is</c>, and compared in full where that occurs.
/// </summary>
internal sealed class Phrases
{
    private readonly Occurrences _parts;

    private readonly Dictionary<string, string[]> _headsByPart;

    public Phrases(params string[] phrases)
    {
        _headsByPart = phrases.Select(phrase => phrase.Split('|')).GroupBy(halves => halves[1], halves => halves[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(head => head.Length).ToArray());
        _parts = new Occurrences([.. _headsByPart.Keys]);
    }

    /// <summary>The first phrase whose part occurs from <paramref name="start"/> on; null when there is none.</summary>
    public Phrase? Next(string text, int start)
    {
        for (var at = _parts.Next(text, start); at >= 0; at = _parts.Next(text, at + 1))
        {
            var part = _parts.WordAt(text, at);
            foreach (var head in _headsByPart[part])
            {
                if (text.AsSpan(0, at).EndsWith(head, StringComparison.OrdinalIgnoreCase))
                {
                    return new Phrase(at - head.Length, at + part.Length);
                }
            }
        }

        return null;
    }
}

/// <summary>Where a phrase stands.</summary>
internal readonly record struct Phrase(int Start, int End);
