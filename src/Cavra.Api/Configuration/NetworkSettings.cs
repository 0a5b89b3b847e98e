using System.Net;
using Cavra.Domain.Abstractions;
using Cavra.Infrastructure.Configuration;

namespace Cavra.Api.Configuration;

/// <summary>Who is listened to, and how.</summary>
/// <param name="CorsOrigins">Origins whose pages may call; null for the local console's, where only this machine can.</param>
/// <param name="ForwardedNetworks">Networks whose forwarded headers are believed; none by default.</param>
/// <param name="PathBase">What a gateway puts before every path, e.g. <c>/cavra</c>; empty for nothing.</param>
/// <param name="MaxConnections">Connections at once.</param>
/// <param name="HeartbeatNetworks">Private networks that heartbeats of worker schedules may reach; none by default.</param>
/// <param name="MetricsUrls">Addresses of their own for health and figures; none by default.</param>
internal sealed record NetworkSettings(
    IReadOnlyList<string>? CorsOrigins,
    IReadOnlyList<IPNetwork> ForwardedNetworks,
    string PathBase,
    int MaxConnections,
    IReadOnlyList<IPNetwork> HeartbeatNetworks,
    IReadOnlyList<string> MetricsUrls)
{
    /// <summary>The setting of the addresses that only monitoring reaches.</summary>
    public const string Metrics = "CAVRA_METRICS_URLS";

    private const string Origins = "CAVRA_CORS_ORIGINS";
    private const string Forwarded = "CAVRA_FORWARDED_NETWORKS";
    private const string Heartbeats = "CAVRA_HEARTBEAT_NETWORKS";
    private const string Base = "CAVRA_PATH_BASE";

    public static NetworkSettings Read(SettingsReader reader)
    {
        var origins = reader.List(Origins);
        if (origins?.All(IsOrigin) is false)
        {
            reader.Reject(Origins, "must be a comma list of origins such as https://console.example.com, without paths; * is not one");
        }

        var pathBase = reader.Text(Base) ?? "";
        if (pathBase is not "" && (pathBase[0] is not '/' || pathBase[^1] is '/' || !pathBase.All(IsPathCharacter)))
        {
            reader.Reject(Base, "must begin with a slash, not end with one, and hold only letters, digits and the characters - . _ /");
        }

        return new NetworkSettings(
            origins,
            Networks(reader, Forwarded),
            pathBase,
            reader.Number("CAVRA_MAX_CONNECTIONS", 10_000, 10, 1_000_000),
            Networks(reader, Heartbeats),
            MonitoringUrls(reader));
    }

    private static string[] MonitoringUrls(SettingsReader reader)
    {
        if (reader.Text(Metrics) is not { } urls)
        {
            return [];
        }

        if (!ServerUrls.AreValid(urls))
        {
            reader.Reject(Metrics, "must hold addresses such as http://10.0.0.5:9090, separated by semicolons; a host's name is none");
            return [];
        }

        // The port tells what a request may ask for.
        if (reader.Text(ServerUrls.Setting) is { } others && ServerUrls.AreValid(others) && ServerUrls.ShareAPort(ServerUrls.Split(urls), ServerUrls.Split(others)))
        {
            reader.Reject(Metrics, "must have ports of its own, which --urls does not name");
        }

        return ServerUrls.Split(urls);
    }

    private static List<IPNetwork> Networks(SettingsReader reader, string setting)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in reader.List(setting) ?? [])
        {
            if (NetworkText.TryRead(text, out var network))
            {
                networks.Add(network);
            }
            else
            {
                reader.Reject(setting, "must be a comma list of networks in CIDR notation, such as 10.0.0.0/8, with nothing set behind the prefix");
            }
        }

        return networks;
    }

    // What a browser sends as Origin, letter for letter.
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")
        && uri.GetLeftPart(UriPartial.Authority) == text && uri.UserInfo is "";

    private static bool IsPathCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '/';
}
