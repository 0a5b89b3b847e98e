using System.Buffers;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>
/// Passwords and accounts as netrc has them, on one line or several: <c>machine … login … password …</c>, <c>default login …</c>.
/// </summary>
internal sealed class NetrcLogins : IRedactionRule
{
    private static readonly Occurrences Entries = new("machine", "default", "login");

    private static readonly Occurrences Members = new("login", "user", "password", "passwd", "account", "port");

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n");

    public void Find(string text, SecretSpans findings)
    {
        for (var at = Entries.Next(text, 0); at >= 0;)
        {
            var entry = Entries.WordAt(text, at);
            var end = at + entry.Length;
            if (Characters.BeginsWord(text, at) && IsBlank(text, end))
            {
                end = Entry(text, at, entry, findings);
            }

            at = Entries.Next(text, end);
        }
    }

    /// <returns>Where the entry ends.</returns>
    private static int Entry(string text, int at, string entry, SecretSpans findings)
    {
        var end = at;
        var isSure = false;
        if (entry == "machine")
        {
            var host = SkipBlanks(text, at + entry.Length);
            end = Characters.NextOf(text, host, Blanks);
            isSure = text.AsSpan(host, end - host).IndexOf('.') > 0 || at == 0 || text[at - 1] is '\n';
        }
        else if (entry == "default")
        {
            end = at + entry.Length;
        }

        for (var word = SkipBlanks(text, end); Members.StartAt(text, word) is { } member && IsBlank(text, word + member.Length);)
        {
            var start = SkipBlanks(text, word + member.Length);
            (start, end) = Value(text, start);
            var value = text.AsSpan(start, end - start);
            var isSecret = member is "password" or "passwd" or "account" && (isSure ? !AssignedValue.IsRemark(value) : Chosen.IsMixed(value));
            if (isSecret && !Mask.Is(value))
            {
                findings.Add(start, end, "password");
            }

            word = SkipBlanks(text, Math.Min(text.Length, end + (start > 0 && text[start - 1] == '"' ? 1 : 0)));
        }

        return Math.Max(end, at + entry.Length);
    }

    private static (int Start, int End) Value(string text, int start)
    {
        if (start < text.Length && text[start] == '"' && text.AsSpan(start + 1).IndexOfAny('"', '\r', '\n') is > 0 and var close
            && text[start + 1 + close] == '"')
        {
            return (start + 1, start + 1 + close);
        }

        return (start, Characters.NextOf(text, start, Blanks));
    }

    private static bool IsBlank(string text, int at) => at < text.Length && Blanks.Contains(text[at]);

    private static int SkipBlanks(string text, int start) => Characters.EndOfRun(text, start, Blanks);
}
