using System.Buffers;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>
/// Where the value begins that a name is given without a sign between them: <c>setPassword("…")</c>, <c>("TOKEN", "…")</c>,
/// <c>name="password" value="…"</c>, <c>WITH PASSWORD '…'</c>.
/// </summary>
internal static class ValueAfterName
{
    private const string Member = "value";

    private const int Reach = 32;

    private static readonly SearchValues<char> BeforeMember = SearchValues.Create("\"'\\, \t\r\n");

    /// <param name="text">The text.</param>
    /// <param name="name">The name in it.</param>
    /// <param name="closed">Where the quotes around the name end.</param>
    /// <returns>The place of the value or of its opening quote; -1 when there is none.</returns>
    public static int Start(string text, SecretName name, int closed)
    {
        if (closed >= text.Length)
        {
            return -1;
        }

        return text[closed] switch
        {
            '(' when IsQuote(text, closed + 1) => closed + 1,
            ',' when IsFirstArgument(text, name) => QuoteAfter(text, closed + 1),
            ' ' when name.IsPassword && closed == name.End && QuoteAfter(text, closed) is >= 0 and var quote
                && IsOneWord(text, quote) => quote,
            _ => OfMember(text, closed),
        };
    }

    private static bool IsQuote(string text, int at) => at < text.Length && text[at] is '"' or '\'';

    private static bool IsFirstArgument(string text, SecretName name) => name.Start > 1 && text[name.Start - 2] == '(';

    private static int QuoteAfter(string text, int at)
    {
        var start = Characters.SkipBlanks(text, at);
        return IsQuote(text, start) ? start : -1;
    }

    private static bool IsOneWord(string text, int quote)
    {
        var end = Characters.NextOf(text, quote + 1, Characters.Stops);
        return end > quote + 1 && end < text.Length && text[end] == text[quote];
    }

    private static int OfMember(string text, int closed)
    {
        var rest = text.AsSpan(closed, Math.Min(Reach, text.Length - closed));
        var member = rest.IndexOfAnyExcept(BeforeMember);
        if (member < 0 || !rest[member..].StartsWith(Member, StringComparison.OrdinalIgnoreCase))
        {
            return -1;
        }

        var after = rest[(member + Member.Length)..].TrimStart("\"'\\ ");
        return after is [':' or '=', ..] ? Characters.SkipBlanks(text, closed + rest.Length - after.Length + 1) : -1;
    }
}
