using System.Buffers;
using System.Globalization;
using System.Text;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>
/// Passwords announced in other languages: after a sign of assignment, after a word such as "is", or beside the name. A value is what
/// looks like a password; the more so, the less announces it.
/// </summary>
internal sealed class ForeignPasswords : IRedactionRule
{
    private const int LongestEnding = 5;

    private const int LongestRemark = 32;

    private const int ShortestWord = 6;

    private static readonly Phrases PlainNames = new(
        [.. PasswordWords.OfLatinScript.Where(word => Ascii.IsValid(word)).Select(word => word == "passord" ? "pa|ssord" : $"|{word}")]);

    private static readonly RareWords OtherNames = new(
        [.. PasswordWords.OfOtherScripts, .. PasswordWords.OfLatinScript.Where(word => !Ascii.IsValid(word))]);

    private static readonly Occurrences Copulas = new(PasswordWords.Copulas);

    private static readonly HashSet<string> OtherScripts = [.. PasswordWords.OfOtherScripts];

    private static readonly SearchValues<char> SignsOrEnds = SearchValues.Create(":=\uff1a\uff1d\r\n.!?,;\u3002\uff0c\u3001\"'`[\u001a");

    private static readonly SearchValues<char> Quotes = SearchValues.Create("\u00ab\u00bb\u201c\u201d\u201e\u2018\u2019\u300c\u300e\u2039\u203a\u3010");

    public void Find(string text, SecretSpans findings)
    {
        for (var found = PlainNames.Next(text, 0); found is { } name;)
        {
            found = PlainNames.Next(text, Take(text, name.Start, name.End, isOtherScript: false, findings));
        }

        var next = 0;
        for (var done = 0; OtherNames.Next(text, ref next, done) is var (at, word);)
        {
            done = Take(text, at, at + word.Length, OtherScripts.Contains(word), findings);
            next = Math.Max(next, done);
        }
    }

    /// <returns>Where the search goes on.</returns>
    private static int Take(string text, int at, int end, bool isOtherScript, SecretSpans findings)
    {
        if (IsWord(text, at, isOtherScript) && Value(text, end, isOtherScript) is var (from, to) && to > from)
        {
            findings.Add(from, to, "password");
            return to;
        }

        return end;
    }

    private static bool IsWord(string text, int at, bool isOtherScript) => isOtherScript || at == 0 || !char.IsLetter(text[at - 1]);

    private static (int Start, int End)? Value(string text, int end, bool isOtherScript)
    {
        var sign = SignAfter(text, end);
        if (sign > 0)
        {
            var word = Word(text, sign);
            var content = text.AsSpan(word.Start, word.End - word.Start);
            if (content.IsEmpty)
            {
                return null;
            }

            var isAssigned = text[sign - 1] is '=' or '\uff1d' || (isOtherScript && content.Length >= ShortestWord);
            return IsNumber(content) || Chosen.IsMixed(content) || (isAssigned && Shape.Of(content).Letters > 0 && !AssignedValue.IsRemark(content))
                ? word
                : null;
        }

        var start = EndOfName(text, end, isOtherScript);
        var said = AfterCopula(text, end, start);
        var told = Word(text, said > 0 ? said : start);
        var value = text.AsSpan(told.Start, told.End - told.Start);
        return (said > 0 ? IsTold(value) : Chosen.IsClear(value)) ? told : null;
    }

    // The name may go on, and say of what it is the password: "hasło do bazy:".
    private static int SignAfter(string text, int end)
    {
        if (end < text.Length && IsSign(text[end]))
        {
            return end + 1;
        }

        var rest = text.AsSpan(end, Math.Min(LongestRemark, text.Length - end)).TrimStart("\"'");
        var from = Math.Min(text.Length, end + LongestRemark) - rest.Length;
        var sign = rest.IndexOfAny(SignsOrEnds);
        return sign >= 0 && IsSign(rest[sign]) && !rest[..sign].ContainsAnyInRange('0', '9') ? from + sign + 1 : -1;
    }

    private static bool IsSign(char c) => c is ':' or '=' or '\uff1a' or '\uff1d';

    private static int EndOfName(string text, int end, bool isOtherScript)
    {
        var at = end;
        while (at < text.Length && at - end < LongestEnding && char.IsLetter(text[at]) && text[at] < '\u2e80'
            && !(isOtherScript && char.IsAscii(text[at])))
        {
            at++;
        }

        return at;
    }

    /// <returns>The place behind a word such as "is"; -1 when there is none.</returns>
    private static int AfterCopula(string text, int end, int endOfName)
    {
        var from = Characters.SkipBlanks(text, endOfName);
        var copula = Copulas.StartAt(text, from);
        from = copula is null ? end : from;
        copula ??= Copulas.StartAt(text, end);
        if (copula is null)
        {
            return -1;
        }

        var after = from + copula.Length;
        var isSeparate = copula[0] is > '\u2e80' || (after < text.Length && text[after] is ' ' or '\u00a0');
        return isSeparate ? after : -1;
    }

    // No value has letters of the language around it: what follows in Chinese is the sentence.
    private static (int Start, int End) Word(string text, int at)
    {
        var start = at;
        while (start < text.Length && start - at < 8 && (text[start] is ' ' or '\t' or '\u3000' or '\u00a0' || IsQuote(text[start])))
        {
            start++;
        }

        var end = start;
        while (end < text.Length && text[end] is > ' ' and < '\u2e80' and not '\u00a0' && !(text[end] != '(' && IsQuote(text[end]))
            && text[end] != Mask.Sign)
        {
            end++;
        }

        return (start, start + text.AsSpan(start, end - start).TrimEnd(".,;:?)").Length);
    }

    private static bool IsQuote(char c) => char.IsAscii(c) ? c is '"' or '\'' or '`' or '(' : Quotes.Contains(c);

    private static bool IsNumber(ReadOnlySpan<char> word) => word.Length >= ShortestWord && !word.ContainsAnyExceptInRange('0', '9');

    private static bool IsTold(ReadOnlySpan<char> word) =>
        IsNumber(word)
        || (word.Length >= ShortestWord && Chosen.IsMixed(word)
            && (Chosen.IsClear(word) || !word.Contains('-') || Opaque.Holds(word)) && !DateOnly.TryParse(word, CultureInfo.InvariantCulture, out _));
}
