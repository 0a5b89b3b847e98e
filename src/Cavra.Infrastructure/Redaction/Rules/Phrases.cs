namespace Cavra.Infrastructure.Redaction.Rules;

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
