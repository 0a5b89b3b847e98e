using System.Buffers;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Long hexadecimal strings that people share on purpose: commits, digests, trace ids and Cavra's own ids.</summary>
internal static class PublicDigests
{
    private const int Reach = 32;

    private const int IdLength = 32;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Announcing = new HashSet<string>(
        StringComparer.OrdinalIgnoreCase)
    {
        "blob", "checksum", "commit", "commits", "digest", "etag", "fingerprint", "md5", "parent", "rev", "revision", "sha", "sha1",
        "sha256", "sha384", "sha512", "spanid", "trace", "traceid", "traceparent", "tree",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Hex);

    /// <summary>Whether the hexadecimal string is one that may be shown.</summary>
    public static bool Is(string text, int start, int end) =>
        IsHex(text.AsSpan(start, end - start)) && (IsCavraId(text, start, end) || IsAnnounced(text, start));

    /// <summary>Whether the string is a digest in base64 that says so itself: <c>sha256-…</c>, <c>SHA256:…</c>.</summary>
    public static bool IsBase64(string text, int start, int end)
    {
        var word = text.AsSpan(start, end - start);
        var before = text.AsSpan(Math.Max(0, start - 7), start - Math.Max(0, start - 7));
        return word.StartsWith("sha256-", StringComparison.Ordinal)
            || word.StartsWith("sha384-", StringComparison.Ordinal)
            || word.StartsWith("sha512-", StringComparison.Ordinal)
            || before.Equals("sha256:", StringComparison.OrdinalIgnoreCase);
    }

    // A prefix and a UUID of version 7, whose first digits are an instant of this century; health ids are digests.
    private static bool IsCavraId(string text, int start, int end)
    {
        if (start == 0 || text[start - 1] != '-' || end - start < IdLength)
        {
            return false;
        }

        var prefixStart = Characters.StartOfRun(text, start - 1, Characters.Alphanumeric, Reach);
        var prefix = text.AsSpan(prefixStart, start - 1 - prefixStart);
        var id = text.AsSpan(start, end - start);
        return prefix.StartsWith("gord", StringComparison.Ordinal)
            || (prefix.Length >= 3 && id.Length == IdLength && id[0] == '0' && (id[1] is '1' or '2' or '3')
                && id[12] == '7' && (id[16] is '8' or '9' or 'a' or 'b'));
    }

    private static bool IsAnnounced(string text, int start)
    {
        var floor = Math.Max(0, start - Reach);
        var before = text.AsSpan(floor, start - floor);
        for (var words = 0; words < 2; words++)
        {
            var end = before.LastIndexOfAny(Characters.Alphanumeric) + 1;
            var wordStart = before[..end].LastIndexOfAnyExcept(Characters.Alphanumeric) + 1;
            if (end == 0)
            {
                return false;
            }

            if (Announcing.Contains(before[wordStart..end]))
            {
                return true;
            }

            before = before[..wordStart];
        }

        return false;
    }
}
