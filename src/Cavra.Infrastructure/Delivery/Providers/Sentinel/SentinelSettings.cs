using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Sentinel;

/// <summary>What a Sentinel connector has of its own.</summary>
/// <param name="Http">What every provider over HTTP has; the endpoint is that of the collection endpoint or of the rule.</param>
/// <param name="Rule">Immutable id of the data collection rule.</param>
/// <param name="Stream">The rule's stream.</param>
internal sealed record SentinelSettings(HttpBasis Http, string Rule, string Stream) : HttpSettings(Http)
{
    private const string PublicAuthority = "https://login.microsoftonline.com";
    private const string PublicScope = "https://monitor.azure.com/.default";

    public Uri UploadUrl => Http.Under(
        $"dataCollectionRules/{Uri.EscapeDataString(Rule)}/streams/{Uri.EscapeDataString(Stream)}?api-version=2023-01-01");

    public static SentinelSettings? Read(ConnectorMembers members)
    {
        var credential = Credential(members);
        var http = members.Http(members.Endpoint(), credential is null ? [] : [credential]);
        var (rule, stream) = (members.RequiredText("dcr_id"), members.RequiredText("stream"));
        if (rule is not null && !rule.StartsWith("dcr-", StringComparison.Ordinal))
        {
            members.Refuse("dcr_id", "must be the rule's immutable id, which begins with dcr-");
        }

        if (stream is not null && !stream.StartsWith("Custom-", StringComparison.Ordinal) && !stream.StartsWith("Microsoft-", StringComparison.Ordinal))
        {
            members.Refuse("stream", "must begin with Custom- or Microsoft-");
        }

        return http is null || rule is null || stream is null ? null : new SentinelSettings(http, rule, stream);
    }

    private static ClientCredentials? Credential(ConnectorMembers members)
    {
        var (tenant, client) = (members.RequiredText("tenant_id"), members.RequiredText("client_id"));
        var secret = members.RequiredSecret("client_secret");
        var authority = members.Url("authority", PublicAuthority);
        var scope = members.Text("scope") ?? PublicScope;
        if (tenant is null || client is null || secret is null || authority is null)
        {
            return null;
        }

        var tokenUrl = new Uri($"{authority.OriginalString.TrimEnd('/')}/{Uri.EscapeDataString(tenant)}/oauth2/v2.0/token");
        return new ClientCredentials(tokenUrl, client, secret, scope, "authority");
    }
}
