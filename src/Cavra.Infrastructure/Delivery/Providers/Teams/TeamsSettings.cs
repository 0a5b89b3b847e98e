using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Teams;

/// <summary>What a Teams connector has of its own: the URL of a workflow, which is its only secret.</summary>
/// <param name="Http">What every provider over HTTP has.</param>
internal sealed record TeamsSettings(HttpBasis Http) : HttpSettings(Http)
{
    public static TeamsSettings? Read(ConnectorMembers members)
    {
        var url = members.SecretEndpoint();
        if (url is not null && !url.Query.TrimStart('?').Split('&').Any(pair => pair.StartsWith("sig=", StringComparison.Ordinal)))
        {
            members.Refuse("url", "holds no signature (sig); use the whole URL that the workflow shows");
        }

        return members.Http(url) is { } http ? new TeamsSettings(http) : null;
    }
}
