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
    private readonly bool _enabled;
    private readonly bool _alerts;
    private readonly bool _escalation;
    private readonly double _timeoutSeconds;
    private readonly int _maxConcurrency;
    private readonly double? _maxPerSecond;
    private readonly int _failureLimit;
    private readonly IReadOnlyList<IPNetwork> _networks;
    private readonly X509Certificate2? _clientCertificate;
    private readonly X509Certificate2Collection _authorities;
    private readonly ProviderSettings? _settings;
    private readonly IReadOnlyList<Secret> _secrets;

    /// <summary>Reads every member, and refuses what is wrong and what is unknown.</summary>
    public ConnectorDraft(ConnectorMembers members, IProvider? provider)
    {
        _provider = provider;
        _enabled = members.Flag("enabled", true);
        _alerts = members.Flag("alerts", false);
        _escalation = members.Flag("escalation", false);
        _timeoutSeconds = members.Number("timeout_seconds", 0.1, 30) ?? DefaultTimeoutSeconds;
        _maxConcurrency = members.Whole("max_concurrency", 1, 256, DefaultMaxConcurrency);
        _maxPerSecond = members.Number("max_per_second", 0.01, 10_000);
        _failureLimit = members.Whole("failure_limit", 1, 10_000, Connector.DefaultFailureLimit);
        _networks = members.Networks("allow_networks");
        _clientCertificate = members.ClientCertificate();
        _authorities = members.Authorities();
        _settings = provider?.Read(members);
        _secrets = members.SecretsRead;

        // Without its provider nobody can tell which of the remaining members are known.
        if (provider is not null)
        {
            members.RefuseUnknown();
        }
    }

    /// <summary>Where it goes, as the file has it; null when that can't be told.</summary>
    public string? Address => _settings?.Target.Address;

    public Connector ToConnector(string name, string provider, string fingerprint, string? problem) =>
        new(name, provider, _enabled, _alerts, _escalation, fingerprint, problem)
        {
            FailureLimit = _failureLimit,
            ConfirmTime = _settings?.ConfirmTime ?? TimeSpan.Zero,
        };

    public ConnectorView ToView(Connector connector, IRedactor redactor) => new(
        connector.Name,
        connector.Provider,
        connector.IsUsable,
        _alerts,
        _escalation,
        Address is null ? null : redactor.PublicUrl(Address),
        [.. (_settings?.Headers ?? []).Select(header => header.Name)],
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
        Timeout = TimeSpan.FromSeconds(_timeoutSeconds),
        MaxConcurrency = _maxConcurrency,
        MaxPerSecond = _maxPerSecond,
        AllowNetworks = _networks,
        ClientCertificate = _clientCertificate,
        Authorities = _authorities,
        Settings = _settings!,
        Scrubber = SecretScrubber.Of(_settings!.Target, _secrets),
    };
}
