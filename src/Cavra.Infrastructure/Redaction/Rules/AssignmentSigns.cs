using System.Buffers;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>What stands between a name and the value it is given; each is passed over, where it is there.</summary>
internal static class AssignmentSigns
{
    private static readonly SearchValues<char> Separators = SearchValues.Create("=:>~");

    private static readonly SearchValues<char> Bangs = SearchValues.Create("!");

    public static int SkipClosers(string text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < 4 && text[end] is '"' or '\'' or '\\' or ']' or '`')
        {
            end++;
        }

        return end;
    }

    public static int SkipSeparator(string text, int at)
    {
        if (at >= text.Length || !Separators.Contains(text[at]))
        {
            return at;
        }

        var rest = text.AsSpan(at);
        var end = Math.Min(Characters.EndOfRun(text, at, Separators), at + 3);
        var isOther = end == at + 1
            ? rest is [':', '/', '/', ..]
            : rest is ['>', '>', ..] || rest.StartsWith("::new(", StringComparison.OrdinalIgnoreCase);
        return isOther ? at : end;
    }

    /// <summary>A tag of YAML says of what kind the value behind it is: <c>!!str</c>, <c>!vault</c>.</summary>
    public static int AfterTag(string text, int start)
    {
        if (start >= text.Length || text[start] != '!')
        {
            return start;
        }

        var end = Characters.EndOfRun(text, Characters.EndOfRun(text, start, Bangs), Characters.Token);
        var value = Characters.SkipBlanks(text, end);
        var isTag = value > end && value < text.Length
            && (text[value] is '|' or '>' or '"' or '\'' || text.AsSpan(start).StartsWith("!!", StringComparison.Ordinal));
        return isTag ? value : start;
    }

    /// <summary>In <c>password: | value</c> the sign announces a value that then stands on the same line.</summary>
    public static int AfterIndicator(string text, int start)
    {
        var end = start < text.Length && text[start] is '|' or '>' ? Characters.SkipBlanks(text, start + 1) : start;
        return end > start + 1 && end < text.Length && text[end] is not ('|' or '>' or '\r' or '\n') ? end : start;
    }
}
