using System.Text;
using Cavra.Domain.Evidence;

namespace Cavra.Infrastructure.Redaction;

/// <summary>The masks in a text, in order; each stands where the text has the sign of a mask.</summary>
internal sealed class Marks
{
    private readonly List<(string Rule, bool IsWritten)> _marks = [];

    public void Add(string rule) => _marks.Add((rule, false));

    /// <summary>Takes over as many marks of another text as a part of it has signs.</summary>
    /// <param name="others">The other text's marks.</param>
    /// <param name="next">How many of them were looked at; moves on.</param>
    /// <param name="part">The part.</param>
    /// <param name="keep">False when the part goes, and its marks with it.</param>
    public void Take(Marks others, ref int next, ReadOnlySpan<char> part, bool keep)
    {
        for (var count = others._marks.Count > next ? part.Count(Mask.Sign) : 0; count > 0; count--, next++)
        {
            if (keep)
            {
                _marks.Add(others._marks[next]);
            }
        }
    }

    /// <summary>The text with a sign in place of every mask that its author wrote, and the marks then in it.</summary>
    public (string Text, Marks Marks) Folded(string text)
    {
        var at = text.IndexOf(Mask.Start, StringComparison.Ordinal);
        if (at < 0)
        {
            return (text, this);
        }

        var folded = new StringBuilder(text.Length);
        var marks = new Marks();
        var (kept, seen) = (0, 0);
        for (; at >= 0; at = text.IndexOf(Mask.Start, Math.Max(kept, at + 1), StringComparison.Ordinal))
        {
            if (Mask.RuleAt(text.AsSpan(at)) is { } rule)
            {
                marks.Take(this, ref seen, text.AsSpan(kept, at - kept), keep: true);
                marks._marks.Add((rule, true));
                folded.Append(text, kept, at - kept).Append(Mask.Sign);
                kept = at + Mask.Start.Length + rule.Length + 1;
            }
        }

        marks.Take(this, ref seen, text.AsSpan(kept), keep: true);
        return (folded.Append(text, kept, text.Length - kept).ToString(), marks);
    }

    /// <summary>The text with every mask written in full.</summary>
    public string Unfolded(string text)
    {
        var full = new Written(text.Length + _marks.Sum(mark => Mask.Start.Length + mark.Rule.Length));
        var kept = 0;
        foreach (var (rule, _) in _marks)
        {
            var at = text.IndexOf(Mask.Sign, kept);
            full.Append(text.AsSpan(kept, at - kept));
            full.Append(Mask.Start);
            full.Append(rule);
            full.Append(']');
            kept = at + 1;
        }

        full.Append(text.AsSpan(kept));
        return full.ToString();
    }

    /// <summary>What was removed, by rule.</summary>
    public IReadOnlyList<RedactionHit> Hits()
    {
        // There are a few rules and may be hundreds of masks.
        var counts = new List<(string Rule, int Count)>();
        foreach (var (rule, isWritten) in _marks)
        {
            if (!isWritten)
            {
                Count(counts, rule);
            }
        }

        return [.. counts.OrderBy(rule => rule.Rule, StringComparer.Ordinal).Select(rule => new RedactionHit(rule.Rule, rule.Count))];
    }

    private static void Count(List<(string Rule, int Count)> counts, string rule)
    {
        for (var i = 0; i < counts.Count; i++)
        {
            if (counts[i].Rule == rule)
            {
                counts[i] = (rule, counts[i].Count + 1);
                return;
            }
        }

        counts.Add((rule, 1));
    }
}
