using Cavra.Domain.Abstractions;
using System.Net;
using Cavra.Infrastructure.Delivery.Egress;

namespace Cavra.Infrastructure.Connectors;

/// <summary>Reads where a connector sends to, and what it may reach on the way.</summary>
internal static class EndpointMembers
{
    private static readonly string[] SecretParameters =
        ["token", "key", "secret", "sig", "signature", "password", "api_key", "apikey", "access_token", "auth", "code"];

    /// <summary>The endpoint named by exactly one of <c>url</c>, <c>url_env</c> and <c>url_file</c>.</summary>
    public static Uri? Endpoint(this ConnectorMembers members)
    {
        var (plain, variable, file) = (members.Text("url"), members.Text("url_env"), members.Text("url_file"));
        if (new[] { plain, variable, file }.Count(source => source is not null) != 1)
        {
            members.Refuse("url", "must be given once, as url, url_env or url_file");
            return null;
        }

        var text = plain ?? SecretMembers.One(members, "url", variable, file)?.Reveal();
        if (text is null)
        {
            return null;
        }

        if (Absolute(text) is not { } url)
        {
            members.Refuse("url", "must be an absolute http or https URL");
            return null;
        }

        if (plain is not null && HoldsSecret(url))
        {
            members.Refuse("url", "holds a secret, which the file must not hold; use url_env or url_file, or token_env or basic");
            return null;
        }

        return url;
    }

    /// <summary>The endpoint; this one where the file names none.</summary>
    public static Uri? EndpointOr(this ConnectorMembers members, string otherwise) =>
        members.NamesEndpoint() ? members.Endpoint() : new Uri(otherwise);

    /// <summary>Whether the file names an endpoint at all.</summary>
    public static bool NamesEndpoint(this ConnectorMembers members) =>
        members.Names.Any(name => name is "url" or "url_env" or "url_file");

    /// <summary>The endpoint of a vendor whose URLs are secrets: by <c>url_env</c> or <c>url_file</c>.</summary>
    public static Uri? SecretEndpoint(this ConnectorMembers members)
    {
        if (members.Find("url") is null && members.NamesEndpoint())
        {
            return members.Endpoint();
        }

        members.Refuse("url", members.NamesEndpoint()
            ? "is a secret, which the file must not hold; use url_env or url_file"
            : "must be named by url_env or url_file");
        members.Find("url_env");
        members.Find("url_file");
        return null;
    }

    /// <summary>Another URL than the endpoint, which stands in the file and holds no secret.</summary>
    /// <param name="members">The connector's members.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="otherwise">The URL where none is given; null where one must be.</param>
    public static Uri? Url(this ConnectorMembers members, string member, string? otherwise = null)
    {
        var known = members.Problems.Count;
        var text = members.Text(member) ?? otherwise;
        if (members.Problems.Count > known)
        {
            return null;
        }

        if (text is not null && Absolute(text) is { Fragment: "" } url && !HoldsSecret(url))
        {
            return url;
        }

        members.Refuse(member, "must be an absolute http or https URL without a secret");
        return null;
    }

    public static IReadOnlyList<IPNetwork> Networks(this ConnectorMembers members, string member)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in members.Texts(member))
        {
            if (NetworkText.TryRead(text, out var network))
            {
                networks.Add(network);
            }
            else
            {
                members.Refuse(member, "must hold networks such as 10.1.0.0/16, with nothing set behind the prefix");
            }
        }

        return networks;
    }

    /// <summary>The proxy's URL; it holds no credentials and is itself subject to the egress guard.</summary>
    public static Uri? Proxy(this ConnectorMembers members)
    {
        if (members.Text("proxy_url") is not { } text)
        {
            return null;
        }

        // What connects to the proxy is told a host already made plain: an odd spelling can only be seen here.
        if (Absolute(text) is { UserInfo: "", PathAndQuery: "/" } proxy && UrlRules.Broken(text) is null)
        {
            return proxy;
        }

        members.Refuse("proxy_url", "must be an http or https URL without credentials and path, its host written plainly");
        return null;
    }

    private static Uri? Absolute(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", Host.Length: > 0 } ? url : null;

    private static bool HoldsSecret(Uri url) =>
        url.UserInfo.Length > 0
        || url.Query.TrimStart('?').Split('&')
            .Any(pair => SecretParameters.Contains(pair.Split('=')[0], StringComparer.OrdinalIgnoreCase));
}
