using System.Buffers;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Where any of a few fixed words occurs, whatever their case: the cheap look that clean text does not get past.</summary>
internal sealed class Occurrences(params string[] words)
{
    private readonly SearchValues<string> _words = SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);

    private readonly string[] _longestFirst = [.. words.OrderByDescending(word => word.Length)];

    /// <summary>The first place from <paramref name="start"/> on where a word begins; -1 when there is none.</summary>
    public int Next(string text, int start)
    {
        var at = start < text.Length ? text.AsSpan(start).IndexOfAny(_words) : -1;
        return at < 0 ? -1 : start + at;
    }

    /// <summary>The longest of the words that begins at this place.</summary>
    public string WordAt(string text, int at)
    {
        foreach (var word in _longestFirst)
        {
            if (text.AsSpan(at).StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return word;
            }
        }

        throw new ArgumentException("None of the words begins here.", nameof(at));
    }
}
