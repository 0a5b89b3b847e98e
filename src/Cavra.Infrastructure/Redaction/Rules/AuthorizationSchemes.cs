using System.Buffers;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>
/// What follows the name of an authentication scheme, in a header or in a sentence; cookies; user and password of a command.
/// </summary>
internal sealed class AuthorizationSchemes : IRedactionRule
{
    private const int HeaderReach = 24;

    private const int LongestCookieName = 64;

    private static readonly Occurrences Schemes = new(
        "bearer", "basic", "splunk", "geniekey", "ssws", "negotiate", "digest", "apikey", "hec token", "token", "api-token",
        "cookie:", "-u ", "--user ", "authorization:", "authorization=");

    private static readonly SearchValues<char> ValueEnds = SearchValues.Create(" \t\r\n\"'`<>,;\\");

    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\"'`");

    public void Find(string text, SecretSpans findings)
    {
        var at = Schemes.Next(text, 0);
        while (at >= 0)
        {
            var scheme = Schemes.WordAt(text, at);
            var blank = at + scheme.Length;
            var start = Characters.SkipBlanks(text, blank);
            var ended = start > blank || scheme[^1] is ':' or ' ' or '=';
            var end = ended ? Take(text, at, scheme, start, findings) : blank;
            at = Schemes.Next(text, Math.Max(blank, end));
        }
    }

    private static int Take(string text, int at, string scheme, int start, SecretSpans findings)
    {
        if (scheme is "cookie:" && !text.AsSpan(start, Math.Min(LongestCookieName, text.Length - start)).Contains('='))
        {
            return start;
        }

        var end = Characters.NextOf(text, start, scheme is "cookie:" ? LineEnds : ValueEnds);
        var value = text.AsSpan(start, end - start);
        if (value.IndexOf(Mask.Sign) is >= 0 and var mask)
        {
            value = value[..mask];
            end = start + mask;
        }

        var (rule, skip) = Judge(text, at, scheme, value);
        if (rule is null)
        {
            return start;
        }

        findings.Add(start + skip, end, rule);
        return end;
    }

    /// <returns>The rule, null when the value is none of its business, and how many characters of the value may stay.</returns>
    private static (string? Rule, int Skip) Judge(string text, int at, string scheme, ReadOnlySpan<char> value) => scheme switch
    {
        "cookie:" => (value.Contains('=') ? "cookie" : null, 0),
        "-u " or "--user " => PasswordOfUser(value) is > 0 and var start ? ("basic_credentials", start) : (null, 0),
        "authorization:" or "authorization=" => (Opaque.Holds(value) ? "authorization" : null, 0),
        "splunk" or "hec token" => (Guid.TryParse(value, out _) || IsHeader(text, at) ? "splunk_hec_token" : null, 0),
        // Said of a file, a digest is what everybody may know.
        "token" or "api-token" or "digest" => (IsHeader(text, at) ? "authorization" : null, 0),
        "basic" => (IsHeader(text, at) || IsBase64Pair(value) ? "basic_credentials" : null, 0),
        "bearer" => (IsHeader(text, at) || IsBearer(value) ? "bearer_token" : null, 0),
        _ => (IsHeader(text, at) || Opaque.Holds(value) ? "authorization" : null, 0),
    };

    /// <returns>Where the password begins in <c>user:password</c>; 0 when there is none.</returns>
    private static int PasswordOfUser(ReadOnlySpan<char> value)
    {
        var start = value.IndexOf(':') + 1;
        var isPair = start > 1 && start < value.Length && value[start] != '/';
        return isPair ? start : 0;
    }

    private static bool IsHeader(string text, int at)
    {
        var floor = Math.Max(0, at - HeaderReach);
        var before = text.AsSpan(floor, at - floor).TrimEnd(" \t\"'\\");
        return before is [.., ':' or '=']
            && before.TrimEnd(":=").TrimEnd(" \t\"'\\").EndsWith("authorization", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsBearer(ReadOnlySpan<char> value) =>
        value.Length >= 8 && Shape.Of(value) is { Letters: > 0 } shape
        && (shape.Digits > 0 || Opaque.Holds(value) || (shape.Length >= 24 && !value.ContainsAny('-', '/')));

    private static bool IsBase64Pair(ReadOnlySpan<char> value)
    {
        var pair = value.TrimEnd('=');
        return pair.Length >= 6 && !pair.ContainsAnyExcept(Characters.Base64)
            && Shape.Of(pair) is { Upper: > 0, Lower: > 0 } shape && (shape.ChangesEvery(3.2) || value.Length > pair.Length);
    }
}
