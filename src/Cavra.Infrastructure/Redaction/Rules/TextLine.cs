using System.Buffers;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>A line that is not empty, without the blanks around it.</summary>
/// <param name="Start">Where its text begins.</param>
/// <param name="End">Where its text ends.</param>
/// <param name="Indent">How far it is indented; marks of a quotation, a comment, a difference and a list count as blanks.</param>
/// <param name="IsItem">Whether it is an item of a list.</param>
internal readonly record struct TextLine(int Start, int End, int Indent, bool IsItem)
{
    private static readonly SearchValues<char> Breaks = SearchValues.Create("\r\n");

    private static readonly SearchValues<char> Indents = SearchValues.Create(" \t>#+-");

    public static int EndOfLine(string text, int at) => Characters.NextOf(text, at, Breaks);

    public static bool Ends(string text, int at) => at >= text.Length || text[at] is '\r' or '\n';

    /// <summary>How far the line that the place is in is indented.</summary>
    public static int IndentAt(string text, int at)
    {
        var start = text.AsSpan(0, at).LastIndexOfAny(Breaks) + 1;
        return Math.Min(at, Characters.EndOfRun(text, start, Indents)) - start;
    }

    /// <summary>The next line with text in it, if no more than so many without any are before it.</summary>
    public static TextLine? After(string text, int end, int mostEmpty)
    {
        for (var empty = 0; end < text.Length && empty <= mostEmpty; empty++)
        {
            var line = text.AsSpan(end).StartsWith("\r\n", StringComparison.Ordinal) ? end + 2 : end + 1;
            if (line >= text.Length)
            {
                return null;
            }

            end = EndOfLine(text, line);
            var run = text.AsSpan(line, end - line);
            var indent = run.IndexOfAnyExcept(Indents);
            if (indent >= 0)
            {
                var start = run[..indent].LastIndexOfAny(' ', '\t') + 1;
                return new TextLine(line + start, line + run.TrimEnd(" \t").Length, indent, run[..indent].Contains('-'));
            }
        }

        return null;
    }
}
