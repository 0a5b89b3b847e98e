using Cavra.Infrastructure.Connectors;

namespace Cavra.Infrastructure.Delivery.Http;

/// <summary>Reads what connectors over HTTP have in common.</summary>
internal static class HttpMembers
{
    /// <summary>The headers and the proxy of the file, together with what the provider found.</summary>
    /// <param name="members">The connector's members.</param>
    /// <param name="endpoint">Where to send; null when that was refused.</param>
    /// <param name="credentials">How the connector proves who it is.</param>
    /// <returns>Null without an endpoint.</returns>
    public static HttpBasis? Http(this ConnectorMembers members, Uri? endpoint, params IReadOnlyList<ICredential> credentials)
    {
        var (headers, proxy) = (members.Headers(), members.Proxy());
        foreach (var twice in headers.Where(header => credentials.Any(credential => Same(credential.Header, header.Name))))
        {
            members.Refuse("headers", $"give {ConnectorMembers.Shown(twice.Name)} a second time");
        }

        return endpoint is null ? null : new HttpBasis(endpoint, headers, credentials, proxy);
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
