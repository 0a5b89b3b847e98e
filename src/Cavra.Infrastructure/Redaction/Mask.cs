namespace Cavra.Infrastructure.Redaction;

/// <summary>
/// What stands in the place of something removed: <c>[redacted:rule]</c>. The rules see a single sign in its place, so that a text does
/// not grow while it is looked at, and what a mask says is not taken for words of the text.
/// </summary>
internal static class Mask
{
    /// <summary>The sign, a control character whose name is "substitute".</summary>
    public const char Sign = '\u001a';

    /// <summary>Read in place of the sign where somebody wrote one.</summary>
    public const char Written = '\u001d';

    public const string Start = "[redacted:";

    private const int LongestRule = 40;

    /// <summary>The rule of the mask that begins at this place, as it is written in full; null when none does.</summary>
    public static string? RuleAt(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith(Start, StringComparison.Ordinal))
        {
            return null;
        }

        var rule = text[Start.Length..];
        var end = rule[..Math.Min(rule.Length, LongestRule)].IndexOfAnyExceptInRange('_', 'z');
        return end > 0 && rule[end] == ']' ? rule[..end].ToString() : null;
    }

    /// <summary>Whether the text is one mask and nothing else.</summary>
    public static bool Is(ReadOnlySpan<char> text) => text is [Sign];

    public static bool BeginsAt(string text, int at) => at < text.Length && text[at] == Sign;
}
