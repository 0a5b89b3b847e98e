using System.Collections.Frozen;

namespace Cavra.Infrastructure.Redaction;

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
