using Cavra.Application.Ports;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Delivery.Providers;

namespace Cavra.Infrastructure.Connectors;

/// <summary>Reads one connector of a connector file. A bad one becomes an entry with a problem, and hurts no other.</summary>
internal sealed class ConnectorReader(IEnumerable<IProvider> providers, IRedactor redactor)
{
    private const double DefaultTimeoutSeconds = 30;
    private const int DefaultMaxConcurrency = 8;

    private readonly Dictionary<string, IProvider> _providers = providers.ToDictionary(provider => provider.Name);

    /// <param name="file">The file's name, as problems show it.</param>
    /// <param name="name">The connector's name.</param>
    /// <param name="node">What the file says of it.</param>
    /// <param name="secrets">Where its secrets are.</param>
    /// <param name="isTwice">Whether the file has another connector of that name.</param>
    public ConnectorEntry Read(string file, string name, FileNode node, SecretSource secrets, bool isTwice)
    {
        var problems = new List<string>();
        if (isTwice)
        {
            problems.Add("the name is given to two connectors");
        }

        if (node is not FileMapping mapping)
        {
            problems.Add("it must be a mapping");
            mapping = new FileMapping([]);
        }

        var members = new ConnectorMembers(mapping, secrets, problems);
        var named = new List<Secret>();
        var providerName = members.Text("provider") ?? name;
        var provider = _providers.GetValueOrDefault(providerName);
        var flags = (Enabled: members.Flag("enabled", true), Alerts: members.Flag("alerts", false), Escalation: members.Flag("escalation", false));
        var endpoint = members.Endpoint();
        var headers = members.Headers();
        var authorization = members.Authorization(named);
        var timeoutSeconds = members.Number("timeout_seconds", 0.1, 30) ?? DefaultTimeoutSeconds;
        var maxConcurrency = members.Whole("max_concurrency", 1, 256, DefaultMaxConcurrency);
        var maxPerSecond = members.Number("max_per_second", 0.01, 10_000);
        var failureLimit = members.Whole("failure_limit", 1, 10_000, Connector.DefaultFailureLimit);
        var networks = members.Networks("allow_networks");
        var proxy = members.Proxy();
        var clientCertificate = members.ClientCertificate();
        var authorities = members.Authorities();
        var settings = provider?.ReadSettings(members, named);

        if (authorization is not null && headers.Any(header => header.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)))
        {
            members.Refuse("headers", "give Authorization a second time");
        }

        if (provider is null)
        {
            members.Refuse("provider", $"must be one of: {string.Join(", ", _providers.Keys.Order(StringComparer.Ordinal))}");
        }
        else
        {
            members.RefuseUnknown();
        }

        var problem = problems.Count == 0 ? null : redactor.Redact($"{file}: connector {name}: {string.Join("; ", problems)}.").Text;
        var connector = new Connector(
            name, Shown(providerName), flags.Enabled, flags.Alerts, flags.Escalation,
            ConnectorFingerprint.Of(name, mapping, endpoint?.OriginalString, problems), problem) { FailureLimit = failureLimit };
        var view = new ConnectorView(
            name, connector.Provider, flags.Enabled, flags.Alerts, flags.Escalation,
            endpoint is null ? null : redactor.PublicUrl(endpoint.OriginalString), [.. headers.Select(header => header.Name)],
            timeoutSeconds, maxConcurrency, maxPerSecond, failureLimit, networks.Count, problem);
        if (problem is not null || provider is null || endpoint is null || settings is null)
        {
            return new ConnectorEntry(connector, view, Definition: null);
        }

        return new ConnectorEntry(connector, view, new ConnectorDefinition
        {
            Connector = connector,
            Provider = provider,
            Endpoint = endpoint,
            Headers = headers,
            Authorization = authorization,
            Timeout = TimeSpan.FromSeconds(timeoutSeconds),
            MaxConcurrency = maxConcurrency,
            MaxPerSecond = maxPerSecond,
            AllowNetworks = networks,
            Proxy = proxy,
            ClientCertificate = clientCertificate,
            Authorities = authorities,
            Settings = settings,
            Scrubber = SecretScrubber.Of(endpoint, [.. named, .. headers.Where(header => header.IsSecret).Select(header => header.Value)]),
        });
    }

    private static string Shown(string provider) => Name.IsWellFormed(provider) ? provider : "unknown";
}
