using System.Buffers;
using System.Net;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>User and password in a URL, and hosts of a single word, which only resolve inside the company.</summary>
internal sealed class UrlCredentials : IRedactionRule
{
    private const int LongestScheme = 20;

    private const int LongestNumber = 24;

    private static readonly SearchValues<char> AuthorityEnds = SearchValues.Create("/?#");

    private static readonly SearchValues<char> HostEnds = SearchValues.Create("/?#:,;)]}|\\");

    // References such as runbook://… and ci://… name things, not hosts.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> NetworkSchemes = new HashSet<string>(
        StringComparer.OrdinalIgnoreCase)
    {
        "http", "https", "ws", "wss", "ftp", "ftps", "sftp", "ssh", "git", "tcp", "tls", "udp", "ldap", "ldaps", "smb", "smtp",
        "smtps", "imap", "postgres", "postgresql", "mysql", "mariadb", "sqlserver", "oracle", "redis", "rediss", "mongodb", "amqp",
        "amqps", "kafka", "nats", "mqtt", "grpc", "syslog", "elasticsearch", "etcd", "consul", "vault", "srv",
        "sentinel", "nfs", "telnet", "clickhouse", "cassandra", "neo4j", "bolt", "socks5", "rtsp",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    public void Find(string text, SecretSpans findings)
    {
        var end = 0;
        var at = text.IndexOf("://", StringComparison.Ordinal);
        while (at >= 0)
        {
            var start = at + 3;
            end = end > start ? end : Characters.NextOf(text, start, Characters.Stops);
            var host = Credentials(text, start, end, findings);
            var scheme = Characters.StartOfRun(text, at, Characters.Alphanumeric, LongestScheme);
            if (NetworkSchemes.Contains(text.AsSpan(scheme, at - scheme)))
            {
                Hosts(text, host, end, findings);
            }

            at = text.IndexOf("://", host, StringComparison.Ordinal);
        }
    }

    /// <returns>Where the host begins.</returns>
    private static int Credentials(string text, int start, int end, SecretSpans findings)
    {
        var url = text.AsSpan(start, end - start);
        var slash = url.IndexOfAny(AuthorityEnds);
        var authority = slash < 0 ? url : url[..slash];
        var at = authority.LastIndexOf('@');
        if (at < 0 && authority.IndexOf(':') is >= 0 and var colon
            && colon + 1 < authority.Length && !char.IsAsciiDigit(authority[colon + 1]))
        {
            // No port begins with a letter: this is a password, and one with a slash in it.
            at = url[..Math.Min(url.Length, 500)].LastIndexOf('@');
        }

        if (at <= 0)
        {
            return start;
        }

        if (!Mask.Is(url[..at]) && !url[..at].SequenceEqual("git"))
        {
            findings.Add(start, start + at, "url_credentials");
        }

        return start + at + 1;
    }

    // A cluster's address names several hosts, each with its port.
    private static void Hosts(string text, int start, int end, SecretSpans findings)
    {
        Host(text, start, end, findings);
        var authority = text.AsSpan(start, end - start);
        authority = authority.IndexOfAny(AuthorityEnds) is >= 0 and var slash ? authority[..slash] : authority;
        for (var comma = authority.IndexOf(','); comma >= 0; comma = authority.IndexOf(','))
        {
            start += comma + 1;
            authority = authority[(comma + 1)..];
            if (authority.IndexOfAny(':', ',') is > 0 and var port && authority[port] == ':')
            {
                Host(text, start, end, findings);
            }
        }
    }

    private static void Host(string text, int start, int end, SecretSpans findings)
    {
        var length = text.AsSpan(start, end - start).IndexOfAny(HostEnds);
        var host = text.AsSpan(start, length < 0 ? end - start : length);
        if (IsWord(host) || host.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            findings.Add(start, start + host.Length, "private_host");
        }
        else if (IsPrivateNumber(host))
        {
            findings.Add(start, start + host.Length, "private_address");
        }
    }

    private static bool IsWord(ReadOnlySpan<char> host) => host.Length > 0 && !host.ContainsAnyExcept(Characters.Token);

    // Programs read 127.1 and 0177.0.0.1 as they read 127.0.0.1.
    private static bool IsPrivateNumber(ReadOnlySpan<char> host) =>
        host.Length is > 0 and <= LongestNumber && char.IsAsciiDigit(host[0])
        && IPAddress.TryParse(host, out var address) && AddressRanges.IsPrivateHost(address);
}
