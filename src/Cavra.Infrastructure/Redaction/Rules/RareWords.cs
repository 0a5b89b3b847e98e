using System.Buffers;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>
/// Where any of a few words occurs that each have a letter beyond ASCII: that letter is looked for, which is many times faster than
/// looking for the words.
/// </summary>
internal sealed class RareWords
{
    private readonly Dictionary<char, (string Word, int Offset)[]> _byLetter;

    private readonly SearchValues<char> _letters;

    public RareWords(params string[] words)
    {
        _byLetter = words
            .SelectMany(word => Letters.Variants(word[Rare(word)]).Select(letter => (letter, word)))
            .GroupBy(pair => pair.letter, pair => (pair.word, Rare(pair.word)))
            .ToDictionary(group => group.Key, group => group.OrderByDescending(pair => pair.word.Length).ToArray());
        _letters = SearchValues.Create([.. _byLetter.Keys]);
    }

    /// <summary>The next of the words, by the place of its letter beyond ASCII.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where to look on; moves behind the letter.</param>
    /// <param name="floor">The first place where a word may begin.</param>
    /// <returns>The word and where it begins; null when none is left.</returns>
    public (int At, string Word)? Next(string text, ref int start, int floor)
    {
        while (start < text.Length && text.AsSpan(start).IndexOfAny(_letters) is >= 0 and var next)
        {
            var letter = start + next;
            start = letter + 1;
            foreach (var (word, offset) in _byLetter[text[letter]])
            {
                var at = letter - offset;
                if (at >= floor && text.AsSpan(at).StartsWith(word, StringComparison.OrdinalIgnoreCase))
                {
                    return (at, word);
                }
            }
        }

        return null;
    }

    private static int Rare(string word) => word.AsSpan().IndexOfAnyExceptInRange('\0', '\u007f');
}
