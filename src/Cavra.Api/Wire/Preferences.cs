namespace Cavra.Api.Wire;

/// <summary>What a caller would like best, as RFC 7240 has it said: whatever is not known, and every parameter, is ignored.</summary>
internal static class Preferences
{
    public const string Header = "Prefer";

    public const string AppliedHeader = "Preference-Applied";

    /// <summary>An answer as soon as it is sure that the work will be done, not when it is done.</summary>
    public const string RespondAsync = "respond-async";

    public static bool PrefersAnEarlyAnswer(this HttpRequest request) =>
        request.Headers[Header].OfType<string>().SelectMany(line => Parts(line, ',')).Any(IsRespondAsync);

    // A preference with an empty value is one without.
    private static bool IsRespondAsync(string preference)
    {
        var named = Parts(preference, ';').First().Split('=', 2, StringSplitOptions.TrimEntries);
        return named[0].Equals(RespondAsync, StringComparison.OrdinalIgnoreCase) && (named is [_] or [_, "" or "\"\""]);
    }

    // What stands in quotes separates nothing.
    private static IEnumerable<string> Parts(string text, char separator)
    {
        var (begin, quoted) = (0, false);
        for (var at = 0; at < text.Length; at++)
        {
            if (quoted && text[at] is '\\')
            {
                at++;
            }
            else if (text[at] is '"')
            {
                quoted = !quoted;
            }
            else if (text[at] == separator && !quoted)
            {
                yield return text[begin..at].Trim();
                begin = at + 1;
            }
        }

        yield return text[begin..].Trim();
    }
}
