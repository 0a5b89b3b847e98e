namespace Cavra.Api.Tests.Delivery.Egress;

/// <summary>One place that a connector connects to, and the connector that has it in a test's hand.</summary>
/// <param name="Name">The way out, also the connector's name.</param>
/// <param name="Members">The connector's members in YAML flow form, for a host with its port.</param>
/// <param name="IsUrl">Whether the file has a URL there; a bare host otherwise.</param>
internal sealed record WayOut(string Name, Func<string, string> Members, bool IsUrl = true)
{
    /// <summary>The only secret of all of them.</summary>
    public const string Secret = "canary-secret-1";

    // A place that is never come to: what is refused is needed first.
    private const string Endpoint = "url: \"https://8.8.8.8/never\"";
    private const string OAuth = "client_id: client-1, client_secret_env: EGRESS_SECRET";

    public static IReadOnlyList<WayOut> All { get; } =
    [
        new("webhook", at => $"provider: webhook, url: \"https://{at}/hook\""),
        new("token-url", at => $"provider: webhook, {Endpoint}, oauth: {{token_url: \"https://{at}/token\", {OAuth}}}"),
        new("authority", at => $"provider: sentinel, {Endpoint}, authority: \"https://{at}\", tenant_id: t, {OAuth}, dcr_id: dcr-1, stream: Custom-A"),
        new("proxy", at => $"provider: webhook, {Endpoint}, proxy_url: \"http://{at}\""),
        new("smtp", at => $"provider: email, {Split(at)}, from: a@example.com, to: [b@example.com]", IsUrl: false),
        new("smtps", at => $"provider: email, {Split(at)}, security: tls, from: a@example.com, to: [b@example.com]", IsUrl: false),
        new("syslog", at => $"provider: syslog, {Split(at)}", IsUrl: false),
    ];

    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string> { ["EGRESS_SECRET"] = Secret };

    /// <summary>A line of a connector file.</summary>
    public string Line(string host, int port, string? name = null, string more = "") => $"  {name ?? Name}: {{{Members($"{host}:{port}")}{more}}}\n";

    public override string ToString() => Name;

    private static string Split(string at)
    {
        var colon = at.LastIndexOf(':');
        return $"host: \"{at[..colon]}\", port: {at[(colon + 1)..]}";
    }
}
