using System.Buffers;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>The value given to a name, without its quotes.</summary>
internal readonly record struct AssignedValue(int Start, int End)
{
    private const int LongestNextName = 40;

    private static readonly SearchValues<char> UnquotedEnds = SearchValues.Create(" \t\r\n\"'`<>;,&");

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-. \"'");

    private static readonly SearchValues<char> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // What a ticket says about a secret, or a program in its place.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Remarks = new HashSet<string>(
        StringComparer.OrdinalIgnoreCase)
    {
        "absent", "changed", "disabled", "empty", "enabled", "expired", "false", "fixed", "hidden", "invalid", "masked", "missing",
        "n/a", "no", "none", "null", "ok", "optional", "pending", "present", "redacted", "removed", "required", "reset", "revoked",
        "rotated", "set", "true", "unchanged", "undefined", "unknown", "unset", "valid", "yes",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> AfterFlag = new HashSet<string>(
        StringComparer.OrdinalIgnoreCase)
    {
        "and", "argument", "flag", "for", "from", "in", "is", "option", "or", "parameter", "to", "was", "with",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The value that follows the name; null when none does, or one that tells nothing.</summary>
    public static AssignedValue? After(string text, SecretName name)
    {
        var closed = AssignmentSigns.SkipClosers(text, name.End);
        var blank = Characters.SkipBlanks(text, closed);
        var separated = AssignmentSigns.SkipSeparator(text, blank);
        var start = AssignmentSigns.AfterTag(text, Characters.SkipBlanks(text, separated));
        if (separated == blank && !IsFlag(text, name, start > name.End || blank > closed))
        {
            return Handed(text, name, closed);
        }

        if (LaterLine.Follows(text, name, blank, start, out var later))
        {
            return later;
        }

        start = AssignmentSigns.AfterIndicator(text, start);
        var value = Quoted(text, start) ?? Unquoted(text, start);
        return IsTelling(text, value, name, text.AsSpan(blank, separated - blank), start > separated) ? value : null;
    }

    /// <summary>Whether it is what a ticket says about a secret, not the secret.</summary>
    public static bool IsRemark(ReadOnlySpan<char> value) => Remarks.Contains(value.TrimEnd(".,;:!?)"));

    private static AssignedValue? Handed(string text, SecretName name, int closed)
    {
        var start = ValueAfterName.Start(text, name, closed);
        if (start < 0)
        {
            return null;
        }

        var value = Quoted(text, start) ?? Unquoted(text, start);
        var content = text.AsSpan(value.Start, value.End - value.Start);
        return content.IsEmpty || Mask.Is(content) || IsRemark(content) ? null : value;
    }

    private static bool IsFlag(string text, SecretName name, bool spaced) =>
        spaced && text[name.Start] == '-' && (name.Start == 0 || !Characters.Token.Contains(text[name.Start - 1]));

    private static AssignedValue? Quoted(string text, int at)
    {
        var escaped = at < text.Length && text[at] == '\\';
        var open = escaped ? at + 1 : at;
        if (open >= text.Length || !(text[open] is '"' or '\'' or '`'))
        {
            return null;
        }

        var close = Close(text.AsSpan(open + 1), text[open], escaped);
        return close < 0 ? Unquoted(text, open + 1) : new AssignedValue(open + 1, open + 1 + close);
    }

    private static int Close(ReadOnlySpan<char> text, char quote, bool escaped)
    {
        for (var i = 0; i < text.Length && text[i] is not ('\r' or '\n'); i++)
        {
            if (text[i] == quote)
            {
                return escaped && i > 0 && text[i - 1] == '\\' ? i - 1 : i;
            }

            i += text[i] == '\\' && !escaped ? 1 : 0;
        }

        return -1;
    }

    // A separator ends the value only where another name follows it, or nothing: passwords contain commas too.
    private static AssignedValue Unquoted(string text, int start)
    {
        var end = Characters.NextOf(text, start, UnquotedEnds);
        while (end < text.Length && text[end] is ';' or ',' or '&' && !EndsAt(text, end))
        {
            end = Characters.NextOf(text, end + 1, UnquotedEnds);
        }

        return new AssignedValue(start, Math.Min(end, text.Length));
    }

    private static bool EndsAt(string text, int separator)
    {
        var rest = text.AsSpan(separator + 1);
        if (rest.IsEmpty || Characters.Stops.Contains(rest[0]))
        {
            return true;
        }

        var name = rest.IndexOfAnyExcept(NameCharacters);
        return name is >= 0 and <= LongestNextName && ((name > 0 && rest[name] is '=' or ':') || rest[name] == Mask.Sign);
    }

    private static bool IsTelling(string text, AssignedValue value, SecretName name, ReadOnlySpan<char> separator, bool spaced)
    {
        var content = text.AsSpan(value.Start, value.End - value.Start);
        if (content.IsEmpty || Mask.Is(content)
            || content is "{" or "[" or "{}" or "[]" or "|" or ">" or "=")
        {
            return false;
        }

        var quoted = value.Start > 0 && text[value.Start - 1] is '"' or '\'' or '`';
        var bare = content.TrimEnd(".,;:!?)");
        if ((spaced || quoted || separator is not "=") && Remarks.Contains(bare))
        {
            return false;
        }

        if (separator.IsEmpty)
        {
            return content[0] != '-' && !AfterFlag.Contains(bare);
        }

        var isRemark = separator is ":" && spaced && !name.IsPassword && IsProse(text, value, bare);
        return quoted || !(isRemark || IsCount(text, name, bare));
    }

    private static bool IsCount(string text, SecretName name, ReadOnlySpan<char> content) =>
        char.ToLowerInvariant(text[name.End - 1]) == 's' && !content.ContainsAnyExceptInRange('0', '9');

    // "token: it was rotated": a word of letters, and the sentence goes on.
    private static bool IsProse(string text, AssignedValue value, ReadOnlySpan<char> content) =>
        content.Length < 16 && !content.ContainsAnyExcept(Letters) && content is [.., >= 'a' and <= 'z']
        && value.End + 1 < text.Length && text[value.End] == ' '
        && (char.IsAsciiLetter(text[value.End + 1]) || text[value.End + 1] == Mask.Sign);
}
