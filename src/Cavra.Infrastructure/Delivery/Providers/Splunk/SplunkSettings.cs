using System.Security.Cryptography;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Splunk;

/// <summary>What a Splunk connector has of its own.</summary>
/// <param name="Http">What every provider over HTTP has; the endpoint is the collector's base.</param>
internal sealed record SplunkSettings(HttpBasis Http) : HttpSettings(Http)
{
    private const int DefaultConfirmSeconds = 20;

    /// <summary>Null for the token's default.</summary>
    public string? Index { get; init; }

    public string? Source { get; init; }

    /// <summary>Null for that of the kind of event.</summary>
    public string? SourceType { get; init; }

    public string? Host { get; init; }

    /// <summary>The channel in which this process's requests are acknowledged.</summary>
    public string Channel { get; } = new Guid(RandomNumberGenerator.GetBytes(16)).ToString();

    public static SplunkSettings? Read(ConnectorMembers members)
    {
        var token = members.RequiredSecret("token");
        var http = members.Http(members.Endpoint(), token is null ? [] : [StaticCredential.Authorization("Splunk", token)]);
        var (index, source) = (members.Text("index"), members.Text("source"));
        var (sourceType, host) = (members.Text("sourcetype"), members.Text("host"));
        var confirmTime = members.ConfirmTime(DefaultConfirmSeconds, most: 300);
        return http is null ? null : new SplunkSettings(http)
        {
            Index = index,
            Source = source,
            SourceType = sourceType,
            Host = host,
            ConfirmTime = confirmTime,
        };
    }
}
