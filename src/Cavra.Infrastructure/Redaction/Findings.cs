using System.Buffers;
using System.Text;

namespace Cavra.Infrastructure.Redaction;

/// <summary>The parts of one text that have to go. Where two overlap, both go as one, under the rule that comes first.</summary>
internal sealed class Findings
{
    // So few masks are looked at again in any case; with hundreds the text has grown, and only where one touches other text.
    private const int Few = 32;

    // Characters beside which a mask stands on its own; not so after two colons, with which an address may end.
    private static readonly SearchValues<char> Seams = SearchValues.Create(" \t\r\n\"'`=:/\\?&(),;<>@");

    private readonly List<Finding> _found = [];

    /// <summary>The order of the rule that is looking now.</summary>
    public int Precedence { get; set; }

    public bool Any => _found.Count > 0;

    public void Add(int start, int end, string rule)
    {
        if (end > start)
        {
            _found.Add(new Finding(start, end, rule, Precedence));
        }
    }

    /// <summary>The text without what was found.</summary>
    /// <returns>The text, the marks in it, and whether it has to be looked at again.</returns>
    public (string Text, Marks Marks, bool Again) Remove(string text, Marks before)
    {
        _found.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));

        var safe = new StringBuilder(text.Length);
        var marks = new Marks();
        var (kept, seen) = (0, 0);
        var again = _found.Count <= Few;
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
            again |= (kept > 0 && kept == part.Start) || Touches(text, part.Start - 1) || Touches(text, part.End);
            kept = part.End;
        }

        marks.Keep(before, ref seen, kept, text.Length, safe.Length - kept);
        return (safe.Append(text, kept, text.Length - kept).ToString(), marks, again);
    }

    private static bool Touches(string text, int at) =>
        at >= 0 && at < text.Length
        && (!Seams.Contains(text[at]) || (at > 0 && text[at] == ':' && text[at - 1] == ':'));

    private readonly record struct Finding(int Start, int End, string Rule, int Precedence)
    {
        public Finding Joined(Finding other)
        {
            var first = other.Precedence < Precedence ? other : this;
            return new Finding(Start, Math.Max(End, other.End), first.Rule, first.Precedence);
        }
    }
}
