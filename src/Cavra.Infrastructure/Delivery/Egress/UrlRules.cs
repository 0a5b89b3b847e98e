using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Cavra.Infrastructure.Delivery.Egress;

/// <summary>Which URLs are odd enough to be refused before anything is resolved.</summary>
/// <remarks>It reads the text and not a parsed <see cref="Uri"/>, which would already have made 127.0.0.1 of 0x7f.1.</remarks>
internal static class UrlRules
{
    public const string OddHost = "odd_host";
    public const string OddUrl = "odd_url";
    public const string CredentialsInUrl = "credentials_in_url";

    private const int MaxHost = 253;
    private const int MaxLabel = 63;

    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>The rule that the URL breaks; null when it is an ordinary http or https URL.</summary>
    public static string? Broken(string url)
    {
        if (url.Any(c => c is '\\' || char.IsControl(c) || char.IsWhiteSpace(c)) || Authority(url) is not { } authority)
        {
            return OddUrl;
        }

        if (authority.Contains('@', StringComparison.Ordinal))
        {
            return CredentialsInUrl;
        }

        return IsOrdinaryHost(HostOf(authority)) ? null : OddHost;
    }

    /// <summary>Whether the host is a name or an address in its usual spelling.</summary>
    public static bool IsOrdinaryHost(string host)
    {
        if (host.StartsWith('['))
        {
            return host.EndsWith(']') && !host.Contains('%', StringComparison.Ordinal)
                && IPAddress.TryParse(host.AsSpan(1, host.Length - 2), out var address)
                && address.AddressFamily is AddressFamily.InterNetworkV6;
        }

        var labels = host.Split('.');
        if (host.AsSpan().ContainsAnyExcept(HostCharacters)
            || host.Length > MaxHost
            || labels.Any(label => label.Length is 0 or > MaxLabel))
        {
            return false;
        }

        // A last label that reads as a number makes the whole an address to every resolver, in one of its many spellings.
        return !IsNumber(labels[^1]) || IsDottedQuad(labels);
    }

    private static string? Authority(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        if (start < 0 || url[..start].ToLowerInvariant() is not ("http" or "https"))
        {
            return null;
        }

        var rest = url[(start + 3)..];
        var end = rest.AsSpan().IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }

    private static string HostOf(string authority)
    {
        var end = authority.StartsWith('[')
            ? authority.IndexOf(']', StringComparison.Ordinal) + 1
            : authority.IndexOf(':', StringComparison.Ordinal);
        return end <= 0 ? authority : authority[..end];
    }

    private static bool IsNumber(string label) =>
        label.All(char.IsAsciiDigit)
        || (label.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && label.AsSpan(2).ToArray().All(char.IsAsciiHexDigit));

    private static bool IsDottedQuad(string[] labels) =>
        labels.Length == 4
        && labels.All(label => label.All(char.IsAsciiDigit)
            && (label.Length == 1 || label[0] != '0')
            && byte.TryParse(label, out _));
}
