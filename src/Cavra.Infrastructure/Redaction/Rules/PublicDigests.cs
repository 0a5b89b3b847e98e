using System.Buffers;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Long hexadecimal strings that people share on purpose: commits, digests, ids of runs and Cavra's own ids.</summary>
internal static class PublicDigests
{
    private const int Reach = 32;

    private const int IdLength = 32;

    private const int CommitLength = 40;

    private const int LongestUrl = 160;

    // What is kept in a store is found by its digest; these are addresses of stores, registries and pipelines.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Stores = new HashSet<string>(
        StringComparer.OrdinalIgnoreCase)
    {
        "s3", "s3a", "gs", "gcs", "az", "azblob", "abfs", "abfss", "wasbs", "oss", "r2", "oci", "docker", "ipfs", "git", "ci", "swh",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    public static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Hex);

    /// <summary>Whether the hexadecimal string is one that may be shown.</summary>
    public static bool Is(string text, int start, int end) =>
        IsHex(text.AsSpan(start, end - start))
        && (IsCavraId(text, start, end)
            || DigestNames.Before(text, start) switch
            {
                DigestName.Public => true,
                DigestName.Secret => false,
                _ => IsReference(text.AsSpan(start, end - start)) || IsListed(text, start, end) || IsStored(text, start),
            });

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

    // Nobody writes a key of forty hexadecimal digits without calling it one; commits stand alone. So do UUIDs without hyphens.
    private static bool IsReference(ReadOnlySpan<char> text) =>
        !text.ContainsAnyInRange('A', 'F')
        && (text.Length == CommitLength
            || (text.Length == IdLength && text[16] is '8' or '9' or 'a' or 'b'
                && (text[12] == '4' || (text[12] == '7' && text.StartsWith("01", StringComparison.Ordinal)))));

    // A line of sha256sum: the digest, two characters, the file.
    private static bool IsListed(string text, int start, int end) =>
        (start == 0 || text[start - 1] is '\n' or '\\')
        && text.AsSpan(end) is [' ', ' ' or '*', not (' ' or '\r' or '\n'), ..];

    private static bool IsStored(string text, int start)
    {
        var floor = Math.Max(0, start - LongestUrl);
        var before = text.AsSpan(floor, start - floor);
        before = before[(before.LastIndexOfAny(Characters.Stops) + 1)..];
        var scheme = before.IndexOf("://", StringComparison.Ordinal);
        return scheme > 0 && !before.Contains('?')
            && Stores.Contains(before[(before[..scheme].LastIndexOfAnyExcept(Characters.Alphanumeric) + 1)..scheme]);
    }
}
