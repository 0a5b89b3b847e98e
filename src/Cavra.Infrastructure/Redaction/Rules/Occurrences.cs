using System.Buffers;
using System.Collections.Frozen;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Where any of a few fixed words occurs, whatever their case: the cheap look that clean text passes.</summary>
internal sealed class Occurrences(params string[] words)
{
    private readonly SearchValues<string> _words = SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);

    // By the first character, upper case and lower case.
    private readonly FrozenDictionary<char, string[]> _longestFirst = words
        .OrderByDescending(word => word.Length)
        .SelectMany(word => Letters.Variants(word[0]).Select(first => (First: first, Word: word)))
        .GroupBy(pair => pair.First, pair => pair.Word)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray());

    /// <summary>The first place from <paramref name="start"/> on where a word begins; -1 when there is none.</summary>
    public int Next(string text, int start)
    {
        var at = start < text.Length ? text.AsSpan(start).IndexOfAny(_words) : -1;
        return at < 0 ? -1 : start + at;
    }

    /// <summary>The first place where a word begins; -1 when there is none.</summary>
    public int NextIn(ReadOnlySpan<char> text) => text.IndexOfAny(_words);

    /// <summary>The longest of the words that begins at this place.</summary>
    public string WordAt(string text, int at) =>
        StartAt(text, at) ?? throw new ArgumentException("None of the words begins here.", nameof(at));

    /// <summary>The longest of the words that begins at this place; null when none does.</summary>
    public string? StartAt(string text, int at)
    {
        if (at >= text.Length)
        {
            return null;
        }

        foreach (var word in _longestFirst.GetValueOrDefault(text[at], []))
        {
            if (text.AsSpan(at).StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return word;
            }
        }

        return null;
    }
}

/// <summary>Letters that are the same but for their case.</summary>
internal static class Letters
{
    /// <summary>Every character that is equal to this one where case does not count, itself included.</summary>
    public static IEnumerable<char> Variants(char c) =>
        char.IsAscii(c) ? new[] { char.ToLowerInvariant(c), char.ToUpperInvariant(c) }.Distinct() : OfAll(c);

    private static IEnumerable<char> OfAll(char c) =>
        Enumerable.Range(0, char.MaxValue + 1).Select(other => (char)other).Where(other => Equal(c, other));

    private static bool Equal(char a, char b) => MemoryExtensions.Equals([a], [b], StringComparison.OrdinalIgnoreCase);
}
