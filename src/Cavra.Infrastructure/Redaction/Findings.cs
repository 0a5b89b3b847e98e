using System.Text;

namespace Cavra.Infrastructure.Redaction;

/// <summary>The parts of one text that have to go. Where two overlap, both go as one, under the rule that comes first.</summary>
internal sealed class Findings
{
    private readonly List<Finding> _found = [];

    /// <summary>The order of the rule that is looking now.</summary>
    public int Precedence { get; set; }

    /// <summary>What is read now in place of the text, if the rules look at it without its escapes.</summary>
    public Unescaped? Reading { get; set; }

    public bool Any => _found.Count > 0;

    public void Add(int start, int end, string rule)
    {
        if (end > start)
        {
            (start, end) = Reading is { } reading ? (reading.PlaceOf(start), reading.PlaceOf(end)) : (start, end);
            _found.Add(new Finding(start, end, rule, Precedence));
        }
    }

    /// <summary>The text without what was found.</summary>
    /// <returns>The text, and the marks in it.</returns>
    public (string Text, Marks Marks) Remove(string text, Marks before)
    {
        _found.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));

        var safe = new StringBuilder(text.Length);
        var marks = new Marks();
        var (kept, seen) = (0, 0);
        for (var i = 0; i < _found.Count;)
        {
            var part = _found[i++];
            while (i < _found.Count && _found[i].Start < part.End)
            {
                part = part.Joined(_found[i++]);
            }

            marks.Keep(before, ref seen, kept, part.Start, safe.Length - kept);
            safe.Append(text, kept, part.Start - kept);
            marks.Add(safe.Length, part.Rule);
            safe.Append(Mask.Of(part.Rule));
            kept = part.End;
        }

        marks.Keep(before, ref seen, kept, text.Length, safe.Length - kept);
        return (safe.Append(text, kept, text.Length - kept).ToString(), marks);
    }

    /// <summary>One mask in place of the whole text.</summary>
    public (string Text, Marks Marks) RemoveAll()
    {
        var rule = _found.MinBy(part => part.Precedence).Rule;
        var marks = new Marks();
        marks.Add(0, rule);
        return (Mask.Of(rule), marks);
    }

    private readonly record struct Finding(int Start, int End, string Rule, int Precedence)
    {
        public Finding Joined(Finding other)
        {
            var first = other.Precedence < Precedence ? other : this;
            return new Finding(Start, Math.Max(End, other.End), first.Rule, first.Precedence);
        }
    }
}
