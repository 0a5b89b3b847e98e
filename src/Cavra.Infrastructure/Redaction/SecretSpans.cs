namespace Cavra.Infrastructure.Redaction;

/// <summary>The parts of one text that have to go. Where two overlap, both go as one, under the rule that comes first.</summary>
internal sealed class SecretSpans
{
    private readonly List<SecretSpan> _found = [];

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
            _found.Add(new SecretSpan(start, end, rule, Precedence));
        }
    }

    /// <summary>The text without what was found.</summary>
    /// <returns>The text, and the marks in it.</returns>
    public (string Text, Marks Marks) Remove(string text, Marks before)
    {
        if (!IsSorted())
        {
            _found.Sort(Compare);
        }

        var safe = new Written(text.Length + _found.Count);
        var marks = new Marks();
        var (kept, seen) = (0, 0);
        for (var i = 0; i < _found.Count;)
        {
            var part = _found[i++];
            while (i < _found.Count && _found[i].Start < part.End)
            {
                part = part.Joined(_found[i++]);
            }

            marks.Take(before, ref seen, text.AsSpan(kept, part.Start - kept), keep: true);
            marks.Take(before, ref seen, text.AsSpan(part.Start, part.End - part.Start), keep: false);
            marks.Add(part.Rule);
            safe.Append(text.AsSpan(kept, part.Start - kept));
            safe.Append(Mask.Sign);
            kept = part.End;
        }

        marks.Take(before, ref seen, text.AsSpan(kept), keep: true);
        safe.Append(text.AsSpan(kept));
        return (safe.ToString(), marks);
    }

    /// <summary>One mask in place of the whole text.</summary>
    public (string Text, Marks Marks) RemoveAll()
    {
        var rule = _found.MinBy(part => part.Precedence).Rule;
        var marks = new Marks();
        marks.Add(rule);
        return (Mask.Sign.ToString(), marks);
    }

    private static int Compare(SecretSpan a, SecretSpan b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End);

    private bool IsSorted()
    {
        for (var i = 1; i < _found.Count; i++)
        {
            if (Compare(_found[i - 1], _found[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private readonly record struct SecretSpan(int Start, int End, string Rule, int Precedence)
    {
        public SecretSpan Joined(SecretSpan other)
        {
            var first = other.Precedence < Precedence ? other : this;
            return new SecretSpan(Start, Math.Max(End, other.End), first.Rule, first.Precedence);
        }
    }
}
