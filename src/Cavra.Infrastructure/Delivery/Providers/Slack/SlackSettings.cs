using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Slack;

/// <summary>What a Slack connector has of its own.</summary>
/// <param name="Http">What every provider over HTTP has; the endpoint is an incoming webhook, or the base of the web API.</param>
/// <param name="Channel">Where the web API posts to; null for an incoming webhook, which knows its own.</param>
internal sealed record SlackSettings(HttpBasis Http, string? Channel) : HttpSettings(Http)
{
    private const string DefaultApi = "https://slack.com/api";

    private static readonly string[] OfTheApi = ["token", "token_env", "token_file", "channel", "api_url"];

    public static SlackSettings? Read(ConnectorMembers members)
    {
        if (!members.NamesEndpoint())
        {
            return OverTheApi(members);
        }

        foreach (var member in OfTheApi.Where(member => members.Find(member) is not null))
        {
            members.Refuse(member, "is of the web API and can't be given together with the URL of an incoming webhook");
        }

        return members.Http(members.SecretEndpoint()) is { } webhook ? new SlackSettings(webhook, Channel: null) : null;
    }

    private static SlackSettings? OverTheApi(ConnectorMembers members)
    {
        var (token, channel) = (members.RequiredSecret("token"), members.RequiredText("channel"));
        var http = members.Http(
            members.Url("api_url", DefaultApi), token is null ? [] : [StaticCredential.Authorization("Bearer", token)]);
        return http is null ? null : new SlackSettings(http, channel);
    }
}
