using System.Buffers;
using System.Globalization;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>
/// Where any of a few words occurs that each have a letter beyond ASCII: that letter is looked for, which is many times faster than
/// looking for the words.
/// </summary>
internal sealed class RareWords
{
    private const int Near = 8;

    private readonly Dictionary<char, Candidate[]> _byLetter;

    private readonly SearchValues<char> _letters;

    public RareWords(params string[] words)
    {
        _byLetter = words
            .SelectMany(word => Letters.Variants(word[Rare(word)]).Select(letter => (letter, word)))
            .GroupBy(pair => pair.letter, pair => (pair.word, Rare(pair.word)))
            .ToDictionary(group => group.Key, group => group.OrderByDescending(pair => pair.word.Length)
                .Select(pair => new Candidate(pair.word, pair.Item2, HasCase(pair.word))).ToArray());
        _letters = SearchValues.Create([.. _byLetter.Keys]);
    }

    /// <summary>The next of the words, by the place of its letter beyond ASCII.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where to look on; moves behind the letter.</param>
    /// <param name="floor">The first place where a word may begin.</param>
    /// <returns>The word and where it begins; null when none is left.</returns>
    public (int At, string Word)? Next(string text, ref int start, int floor)
    {
        for (var letter = NextLetter(text, start); letter < text.Length; letter = NextLetter(text, start))
        {
            start = letter + 1;
            foreach (var candidate in _byLetter[text[letter]])
            {
                var at = letter - candidate.Offset;
                if (at >= floor && candidate.BeginsAt(text, at))
                {
                    return (at, candidate.Word);
                }
            }
        }

        return null;
    }

    // Where there is one, there are often more, a few characters on.
    private int NextLetter(string text, int start)
    {
        var near = Math.Min(start + Near, text.Length);
        for (var at = start; at < near; at++)
        {
            if (!char.IsAscii(text[at]) && _letters.Contains(text[at]))
            {
                return at;
            }
        }

        return near < text.Length ? Characters.NextOf(text, near, _letters) : text.Length;
    }

    private static int Rare(string word) => word.AsSpan().IndexOfAnyExceptInRange('\0', '\u007f');

    private static bool HasCase(string word) =>
        !word.All(c => char.GetUnicodeCategory(c) is UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter);

    // Comparing without case is slow beyond ASCII, and needless in scripts that have none.
    private sealed record Candidate(string Word, int Offset, bool HasCase)
    {
        public bool BeginsAt(string text, int at) => HasCase
            ? text.AsSpan(at).StartsWith(Word, StringComparison.OrdinalIgnoreCase)
            : text.AsSpan(at).StartsWith(Word);
    }
}
