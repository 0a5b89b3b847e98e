namespace Cavra.Infrastructure.Redaction;

/// <summary>What stands in the place of something removed: <c>[redacted:rule]</c>.</summary>
internal static class Mask
{
    public const string Start = "[redacted:";

    private const int LongestRule = 40;

    public static string Of(string rule) => $"{Start}{rule}]";

    /// <summary>Length of the mask that begins at this place; 0 when none does.</summary>
    public static int LengthAt(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith(Start, StringComparison.Ordinal))
        {
            return 0;
        }

        var rule = text[Start.Length..];
        var end = rule[..Math.Min(rule.Length, LongestRule)].IndexOfAnyExceptInRange('_', 'z');
        return end > 0 && rule[end] == ']' ? Start.Length + end + 1 : 0;
    }

    /// <summary>Whether the place is the rule's name inside a mask.</summary>
    public static bool Names(string text, int at)
    {
        var floor = Math.Max(0, at - LongestRule);
        var open = text.AsSpan(floor, at - floor).LastIndexOf('[');
        return open >= 0 && LengthAt(text.AsSpan(floor + open)) > at - floor - open;
    }
}
