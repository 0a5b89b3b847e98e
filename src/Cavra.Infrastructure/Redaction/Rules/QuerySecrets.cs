using System.Buffers;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Secrets among the parameters of a query or a fragment: <c>?token=…</c>, <c>&amp;sig=…</c>.</summary>
internal sealed class QuerySecrets : IRedactionRule
{
    private const int LongestName = 48;

    private static readonly SearchValues<char> Starts = SearchValues.Create("?&#");

    private static readonly SearchValues<char> Ends = SearchValues.Create("&#\"'`<> \t\r\n)");

    // Compared without separators and case; a name that contains one of the long ones counts too.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = new HashSet<string>
    {
        "key", "code", "sig", "auth", "pw", "pass", "jwt", "sid", "session", "assertion", "hmac", "ticket", "otp", "apptoken",
        "routingkey", "k",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly Occurrences Parts = new(
        "token", "secret", "password", "passwd", "pwd", "apikey", "accesskey", "signature", "credential", "authkey", "sharedkey");

    public void Find(string text, SecretSpans findings)
    {
        for (var at = Characters.NextOf(text, 0, Starts); at < text.Length; at = Characters.NextOf(text, at, Starts))
        {
            at++;
            var name = text.AsSpan(at, Math.Min(LongestName, text.Length - at));
            var length = name.IndexOf('=');
            if (length <= 0 || name[..length].ContainsAny(Ends) || !IsSecret(name[..length]))
            {
                continue;
            }

            var start = at + length + 1;
            var end = Characters.NextOf(text, start, Ends);
            at = end;
            if (!Mask.Is(text.AsSpan(start, end - start)))
            {
                findings.Add(start, end, "url_secret");
            }
        }
    }

    private static bool IsSecret(ReadOnlySpan<char> name)
    {
        Span<char> plain = stackalloc char[LongestName];
        var length = 0;
        foreach (var c in name)
        {
            plain[length] = char.ToLowerInvariant(c);
            length += char.IsAsciiLetterOrDigit(c) ? 1 : 0;
        }

        return Names.Contains(plain[..length]) || Parts.NextIn(plain[..length]) >= 0;
    }
}
