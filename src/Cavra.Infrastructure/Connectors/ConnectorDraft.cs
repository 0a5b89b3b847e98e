using System.Net;
using System.Security.Cryptography.X509Certificates;
using Cavra.Application.Ports;
using Cavra.Domain.Connectors;
using Cavra.Infrastructure.Delivery.Providers;

namespace Cavra.Infrastructure.Connectors;

/// <summary>What the members of one connector say, before it is known whether all of it is right.</summary>
internal sealed class ConnectorDraft
{
    private const double DefaultTimeoutSeconds = 30;
    private const int DefaultMaxConcurrency = 8;

    private readonly IProvider? _provider;
    private readonly List<Secret> _secrets = [];
    private readonly bool _enabled;
    private readonly bool _alerts;
    private readonly bool _escalation;
    private readonly IReadOnlyList<ConnectorHeader> _headers;
    private readonly Secret? _authorization;
    private readonly double _timeoutSeconds;
    private readonly int _maxConcurrency;
    private readonly double? _maxPerSecond;
    private readonly int _failureLimit;
    private readonly IReadOnlyList<IPNetwork> _networks;
    private readonly Uri? _proxy;
    private readonly X509Certificate2? _clientCertificate;
    private readonly X509Certificate2Collection _authorities;
    private readonly object? _settings;

    /// <summary>Reads every member, and refuses what is wrong and what is unknown.</summary>
    public ConnectorDraft(ConnectorMembers members, IProvider? provider)
    {
        _provider = provider;
        _enabled = members.Flag("enabled", true);
        _alerts = members.Flag("alerts", false);
        _escalation = members.Flag("escalation", false);
        Endpoint = members.Endpoint();
        _headers = members.Headers();
        _authorization = members.Authorization(_secrets);
        _timeoutSeconds = members.Number("timeout_seconds", 0.1, 30) ?? DefaultTimeoutSeconds;
        _maxConcurrency = members.Whole("max_concurrency", 1, 256, DefaultMaxConcurrency);
        _maxPerSecond = members.Number("max_per_second", 0.01, 10_000);
        _failureLimit = members.Whole("failure_limit", 1, 10_000, Connector.DefaultFailureLimit);
        _networks = members.Networks("allow_networks");
        _proxy = members.Proxy();
        _clientCertificate = members.ClientCertificate();
        _authorities = members.Authorities();
        _settings = provider?.ReadSettings(members, _secrets);

        if (_authorization is not null
            && _headers.Any(header => header.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)))
        {
            members.Refuse("headers", "give Authorization a second time");
        }

        // Without its provider nobody can tell which of the remaining members are known.
        if (provider is not null)
        {
            members.RefuseUnknown();
        }
    }

    public Uri? Endpoint { get; }

    public Connector ToConnector(string name, string provider, string fingerprint, string? problem) =>
        new(name, provider, _enabled, _alerts, _escalation, fingerprint, problem) { FailureLimit = _failureLimit };

    public ConnectorView ToView(Connector connector, IRedactor redactor) => new(
        connector.Name,
        connector.Provider,
        connector.IsUsable,
        _alerts,
        _escalation,
        Endpoint is null ? null : redactor.PublicUrl(Endpoint.OriginalString),
        [.. _headers.Select(header => header.Name)],
        _timeoutSeconds,
        _maxConcurrency,
        _maxPerSecond,
        _failureLimit,
        _networks.Count,
        connector.Problem);

    /// <summary>How to send; only for a draft of which nothing was refused.</summary>
    public ConnectorDefinition ToDefinition(Connector connector) => new()
    {
        Connector = connector,
        Provider = _provider!,
        Endpoint = Endpoint!,
        Headers = _headers,
        Authorization = _authorization,
        Timeout = TimeSpan.FromSeconds(_timeoutSeconds),
        MaxConcurrency = _maxConcurrency,
        MaxPerSecond = _maxPerSecond,
        AllowNetworks = _networks,
        Proxy = _proxy,
        ClientCertificate = _clientCertificate,
        Authorities = _authorities,
        Settings = _settings!,
        Scrubber = SecretScrubber.Of(
            Endpoint!, [.. _secrets, .. _headers.Where(header => header.IsSecret).Select(header => header.Value)]),
    };
}
