using System.Net;
using System.Security.Cryptography.X509Certificates;
using Cavra.Application.Ports;
using Cavra.Domain.Connectors;
using Cavra.Infrastructure.Delivery.Providers;

namespace Cavra.Infrastructure.Connectors;

/// <summary>Everything needed to send through one connector, secrets included. Never printed, stored or handed out.</summary>
internal sealed class ConnectorDefinition
{
    public required Connector Connector { get; init; }

    public required IProvider Provider { get; init; }

    /// <summary>Upper bound of one try, whatever the caller allows.</summary>
    public required TimeSpan Timeout { get; init; }

    public required int MaxConcurrency { get; init; }

    /// <summary>Tries a second at most; null for no such bound.</summary>
    public required double? MaxPerSecond { get; init; }

    public required IReadOnlyList<IPNetwork> AllowNetworks { get; init; }

    public required X509Certificate2? ClientCertificate { get; init; }

    /// <summary>The only authorities trusted; empty for those of the machine.</summary>
    public required X509Certificate2Collection Authorities { get; init; }

    /// <summary>Equal for two definitions that may share their connections.</summary>
    public string TransportKey => string.Join(
        '|', [Connector.Fingerprint, ClientCertificate?.Thumbprint, .. Authorities.Select(authority => authority.Thumbprint)]);

    /// <summary>Where it goes and how, as the provider read it.</summary>
    public required ProviderSettings Settings { get; init; }

    /// <summary>Removes what this connector keeps secret from text that comes back.</summary>
    public required SecretScrubber Scrubber { get; init; }
}

/// <summary>One connector of the file: what everybody may know of it, and how to send through it.</summary>
/// <param name="Connector">The connector as the rules see it.</param>
/// <param name="View">The connector as people see it.</param>
/// <param name="Definition">How to send; null exactly when the connector has a problem.</param>
internal sealed record ConnectorEntry(Connector Connector, ConnectorView View, ConnectorDefinition? Definition);
