using System.Collections.Frozen;
using Cavra.Infrastructure.Redaction.Rules;

namespace Cavra.Infrastructure.Redaction;

/// <summary>What may be shown of a URL: its scheme and a public host.</summary>
internal sealed class PublicUrls(InternalHosts internalHosts)
{
    public const string PrivateHost = "[private-host]";

    private const string Unreadable = "[redacted:url]";

    public string Of(string url) =>
        Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? $"{uri.Scheme}://{(IsPrivate(uri.IdnHost.TrimEnd('.')) ? PrivateHost : uri.IdnHost)}"
            : Unreadable;

    private bool IsPrivate(string host) =>
        host.Length == 0
        || (System.Net.IPAddress.TryParse(host, out var address)
            ? AddressRanges.IsPrivateHost(address)
            : !host.Contains('.', StringComparison.Ordinal) || internalHosts.Holds(host) || HighEntropy.Holds(host));
}

/// <summary>Headers whose values say nothing that must stay inside.</summary>
internal static class PublicHeaders
{
    public const string Removed = "[redacted]";

    private static readonly FrozenSet<string> Allowed = FrozenSet.ToFrozenSet(
        [
            "accept", "accept-encoding", "accept-language", "age", "allow", "cache-control", "connection", "content-encoding",
            "content-language", "content-length", "content-type", "date", "expires", "idempotency-key", "last-modified",
            "retry-after", "traceparent", "transfer-encoding", "user-agent", "vary", "webhook-delivery", "webhook-id",
            "webhook-timestamp", "x-request-id",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static bool Allow(string name) => Allowed.Contains(name.Trim());
}
