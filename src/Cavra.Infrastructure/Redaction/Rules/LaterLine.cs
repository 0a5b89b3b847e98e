using System.Buffers;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>
/// The value that stands on the lines after its name: <c>password: |</c> and a block, <c>client_secret:</c> and a line,
/// <c>--password \</c> and the next line of a command.
/// </summary>
internal static class LaterLine
{
    private const int MostEmptyLines = 2;

    private static readonly SearchValues<char> Modifiers = SearchValues.Create("+-0123456789");

    /// <param name="text">The text.</param>
    /// <param name="name">The name in it.</param>
    /// <param name="separator">Where the sign between them begins.</param>
    /// <param name="start">The first place after it that is not a blank.</param>
    /// <param name="value">The value; null when the later lines hold none.</param>
    /// <returns>Whether the line of the name ends without a value.</returns>
    public static bool Follows(string text, SecretName name, int separator, int start, out AssignedValue? value)
    {
        value = null;
        var header = start > separator && text[start - 1] == '>' && text[separator] == ':' ? start - 1 : start;
        var isBlock = header < text.Length && text[header] is '|' or '>' && text[separator] != '>';
        var end = isBlock ? EndOfHeader(text, header + 1) : EndOfContinuation(text, start);
        if (!TextLine.Ends(text, end))
        {
            return false;
        }

        if (TextLine.After(text, end, isBlock ? int.MaxValue : MostEmptyLines) is { } first)
        {
            var isIndented = first.Indent > TextLine.IndentAt(text, name.Start);
            value = isBlock && isIndented ? Block(text, first) : Line(text, name, first, isBlock || end > start, isIndented);
        }

        return true;
    }

    private static int EndOfHeader(string text, int at)
    {
        var end = Characters.SkipBlanks(text, Characters.EndOfRun(text, at, Modifiers));
        return end < text.Length && text[end] == '#' ? TextLine.EndOfLine(text, end) : end;
    }

    private static int EndOfContinuation(string text, int start) =>
        start < text.Length && text[start] is '\\' or '^' or '`' && TextLine.Ends(text, start + 1) && start + 1 < text.Length
            ? start + 1
            : start;

    private static AssignedValue? Block(string text, TextLine first)
    {
        var last = first;
        for (var next = TextLine.After(text, last.End, int.MaxValue); next is { } line && line.Indent >= first.Indent;)
        {
            last = line;
            next = TextLine.After(text, last.End, int.MaxValue);
        }

        return IsNothing(text.AsSpan(first.Start, last.End - first.Start)) ? null : new AssignedValue(first.Start, last.End);
    }

    private static AssignedValue? Line(string text, SecretName name, TextLine line, bool isAnnounced, bool isIndented)
    {
        var content = text.AsSpan(line.Start, line.End - line.Start);
        if (content[0] is '"' or '\'')
        {
            var close = content[1..].IndexOf(content[0]) + 1;
            var isName = close > 0 && content[(close + 1)..].TrimStart() is [':' or '=', ..];
            return close > 1 && !isName && !IsNothing(content[1..close]) ? new AssignedValue(line.Start + 1, line.Start + close) : null;
        }

        var length = content.IndexOfAny(Characters.Stops) is >= 0 and var stop ? stop : content.Length;
        var word = content[..length];
        var isPair = word is [] or [.., ':'] or ['{' or '[' or '<' or '/' or Mask.Sign, ..] || content[length..].TrimStart() is ['=' or ':', ..];
        if (isPair || IsNothing(word) || (length < content.Length && content[length] is '"' or '\''))
        {
            return null;
        }

        var isAlone = length == content.Length || content[length] == '<';
        var isValue = Chosen.IsClear(word)
            || (isAlone && (isAnnounced || (isIndented && (name.IsPassword || (!line.IsItem && Chosen.IsMixed(word))))));
        return isValue ? new AssignedValue(line.Start, line.Start + length) : null;
    }

    private static bool IsNothing(ReadOnlySpan<char> word) =>
        Mask.Is(word) || AssignedValue.IsRemark(word);
}
