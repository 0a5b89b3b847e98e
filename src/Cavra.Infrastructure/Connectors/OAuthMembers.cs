using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Connectors;

/// <summary>Reads <c>oauth {token_url, client_id, client_secret, scope}</c>.</summary>
internal static class OAuthMembers
{
    /// <summary>A credential that fetches its tokens; null without <c>oauth</c>, or when a part of it was refused.</summary>
    public static ICredential? OAuth(this ConnectorMembers members)
    {
        if (members.Part("oauth") is not { } oauth)
        {
            return null;
        }

        var (tokenUrl, client) = (oauth.Url("token_url"), oauth.RequiredText("client_id"));
        var (secret, scope) = (oauth.RequiredSecret("client_secret"), oauth.Text("scope"));
        oauth.RefuseUnknown();
        return tokenUrl is null || client is null || secret is null
            ? null
            : new ClientCredentials(tokenUrl, client, secret, scope, "oauth.token_url");
    }
}
