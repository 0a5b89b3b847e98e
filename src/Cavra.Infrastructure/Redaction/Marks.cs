using Cavra.Domain.Evidence;

namespace Cavra.Infrastructure.Redaction;

/// <summary>The masks put into a text, by where they stand, in order; masks that its author wrote are not among them.</summary>
internal sealed class Marks
{
    private readonly List<(int At, string Rule)> _marks = [];

    public int Count => _marks.Count;

    public void Add(int at, string rule) => _marks.Add((at, rule));

    /// <summary>Takes over the marks of another text that stand between two places of it.</summary>
    /// <param name="others">The other text's marks.</param>
    /// <param name="next">How many of them were looked at; moves on.</param>
    /// <param name="start">The first place that was kept.</param>
    /// <param name="end">The place after the last one.</param>
    /// <param name="moved">By how much what was kept has moved.</param>
    public void Keep(Marks others, ref int next, int start, int end, int moved)
    {
        for (; next < others.Count && others._marks[next].At < end; next++)
        {
            var (at, rule) = others._marks[next];
            if (at >= start)
            {
                Add(at + moved, rule);
            }
        }
    }

    /// <summary>The marks after characters between them were dropped from the text.</summary>
    public Marks Without(string text, Func<char, bool> isDropped)
    {
        var (marks, from, dropped) = (new Marks(), 0, 0);
        foreach (var (at, rule) in _marks)
        {
            for (; from < at; from++)
            {
                dropped += isDropped(text[from]) ? 1 : 0;
            }

            marks.Add(at - dropped, rule);
        }

        return marks;
    }

    /// <summary>What was removed, by rule.</summary>
    public IReadOnlyList<RedactionHit> Hits() =>
    [
        .. _marks.CountBy(mark => mark.Rule)
            .Select(rule => new RedactionHit(rule.Key, rule.Value))
            .OrderBy(hit => hit.Rule, StringComparer.Ordinal),
    ];
}
