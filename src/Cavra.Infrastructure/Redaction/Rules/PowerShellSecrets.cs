namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>
/// Passwords that PowerShell takes without a name: <c>ConvertTo-SecureString '…'</c>, <c>[pscredential]::new('svc', '…')</c>,
/// <c>net user svc …</c>.
/// </summary>
internal sealed class PowerShellSecrets : IRedactionRule
{
    private const int Reach = 200;

    private const string SecureString = "convertto-securestring";

    private const string NetUser = "net user ";

    private static readonly Occurrences Signs = new(
        SecureString, "credential]::new", "credential(", "credential (", "credential -argumentlist", NetUser);

    public void Find(string text, SecretSpans findings)
    {
        for (var at = Signs.Next(text, 0); at >= 0;)
        {
            var sign = Signs.WordAt(text, at);
            var start = at + sign.Length;
            var value = sign switch
            {
                SecureString => Piped(text, at) ?? Argument(text, start),
                NetUser => SecondWord(text, start),
                _ => SecondArgument(text, start),
            };
            if (value is var (from, to) && to > from && !Mask.Is(text.AsSpan(from, to - from)))
            {
                findings.Add(from, to, "password");
                start = Math.Max(start, to);
            }

            at = Signs.Next(text, start);
        }
    }

    // '…' | ConvertTo-SecureString
    private static (int Start, int End)? Piped(string text, int at)
    {
        var floor = Math.Max(0, at - Reach);
        var before = text.AsSpan(floor, at - floor).TrimEnd(' ');
        if (before is not [.., '|'] || before[..^1].TrimEnd(' ') is not [.., '"' or '\''] quoted)
        {
            return null;
        }

        var open = quoted[..^1].LastIndexOf(quoted[^1]);
        return open < 0 || quoted[open..].Contains('\n') ? null : (floor + open + 1, floor + quoted.Length - 1);
    }

    // The first argument that is neither a switch nor a variable.
    private static (int Start, int End)? Argument(string text, int start)
    {
        for (var at = Characters.SkipBlanks(text, start); at > start && at - start < Reach && !TextLine.Ends(text, at);)
        {
            if (Quoted(text, at) is { } quoted)
            {
                return quoted;
            }

            var end = Characters.NextOf(text, at, Characters.Stops);
            if (text[at] != '-')
            {
                return text[at] is '$' or '(' or ')' or '|' or '<' or '>' || !Chosen.IsMixed(text.AsSpan(at, end - at)) ? null : (at, end);
            }

            at = end < text.Length && text[end] == ' ' ? Characters.SkipBlanks(text, end) : text.Length;
        }

        return null;
    }

    private static (int Start, int End)? SecondArgument(string text, int start)
    {
        var arguments = text.AsSpan(start, Math.Min(Reach, text.Length - start));
        arguments = arguments.IndexOfAny('\r', '\n') is >= 0 and var line ? arguments[..line] : arguments;
        var comma = arguments.IndexOf(',');
        return comma < 0 || arguments[..comma].Contains(')') ? null : Quoted(text, Characters.SkipBlanks(text, start + comma + 1));
    }

    private static (int Start, int End)? SecondWord(string text, int start)
    {
        var user = Characters.NextOf(text, start, Characters.Stops);
        var word = Characters.SkipBlanks(text, user);
        var end = Characters.NextOf(text, word, Characters.Stops);
        return word > user && Chosen.IsMixed(text.AsSpan(word, end - word)) && text[word] != '/' ? (word, end) : null;
    }

    private static (int Start, int End)? Quoted(string text, int at)
    {
        if (at >= text.Length || text[at] is not ('"' or '\''))
        {
            return null;
        }

        var rest = text.AsSpan(at + 1);
        var close = rest.IndexOfAny(text[at], '\r', '\n');
        return close <= 0 || rest[close] != text[at] || rest[0] == '$' ? null : (at + 1, at + 1 + close);
    }
}
