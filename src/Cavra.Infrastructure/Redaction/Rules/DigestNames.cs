namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>What the words before a long hexadecimal string say it is.</summary>
internal enum DigestName
{
    None,
    Public,
    Secret,
}

/// <summary>Reads the words before a long hexadecimal string: the nearest that says what it is counts, but no run is one that is called a key.</summary>
internal static class DigestNames
{
    private const int Reach = 64;

    private const int Words = 4;

    // Only beside the string itself: "run" and "id" are also words of sentences about keys.
    private const int NearWords = 2;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Digests = Set(
        "blob", "checksum", "commit", "commits", "digest", "etag", "fingerprint", "md5", "parent", "rev", "revision", "revisions",
        "sha", "sha1", "sha256", "sha384", "sha512", "spanid", "trace", "traceid", "traceparent", "tree");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> References = Set(
        "artifact", "build", "builds", "change", "compare", "correlation", "correlationid", "deployment", "drill", "drills", "evidence",
        "execution", "head", "incident", "job", "jobs", "merge", "operation", "pipeline", "pipelines", "release", "request", "requestid",
        "revert", "reverted", "rollback", "run", "runid", "runs", "snapshot", "span", "tag", "ticket");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Secrets = Set(
        "apikey", "auth", "authorization", "bearer", "credential", "credentials", "hmac", "key", "keys", "passphrase", "password",
        "pat", "psk", "pwd", "salt", "secret", "secrets", "seed", "sig", "signature", "token", "tokens");

    public static DigestName Before(string text, int start)
    {
        var floor = Math.Max(0, start - Reach);
        var before = text.AsSpan(floor, start - floor);
        var said = DigestName.None;
        for (var words = 0; words < Words; words++)
        {
            var end = before.LastIndexOfAny(Characters.Alphanumeric) + 1;
            var wordStart = before[..end].LastIndexOfAnyExcept(Characters.Alphanumeric) + 1;
            if (end == 0 || before[end..].ContainsAny('\r', '\n'))
            {
                return said;
            }

            var word = before[wordStart..end];
            if (Secrets.Contains(word))
            {
                return DigestName.Secret;
            }

            if (Digests.Contains(word))
            {
                return DigestName.Public;
            }

            said = words < NearWords && References.Contains(word) ? DigestName.Public : said;
            before = before[..wordStart];
        }

        return said;
    }

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(params string[] words) =>
        new HashSet<string>(words, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
