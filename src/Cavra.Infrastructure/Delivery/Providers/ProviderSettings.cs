using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Egress;

namespace Cavra.Infrastructure.Delivery.Providers;

/// <summary>What a provider read of a connector: where it goes and how, and what is its own.</summary>
internal abstract record ProviderSettings
{
    /// <summary>Where it goes.</summary>
    public abstract ConnectorTarget Target { get; }

    /// <summary>Where else it goes: where tokens come from, and what a provider has beside its endpoint.</summary>
    public virtual IEnumerable<ConnectorPlace> OtherPlaces => [];

    /// <summary>Headers that the file adds to every request; none where there are no headers.</summary>
    public virtual IReadOnlyList<ConnectorHeader> Headers => [];

    /// <summary>How long an attempt waits for the vendor's confirmation; zero where there is none.</summary>
    public TimeSpan ConfirmTime { get; init; } = TimeSpan.Zero;

    /// <summary>Opens the way there, through the guard.</summary>
    public abstract ITransport Open(ConnectorDefinition connector, EgressGuard guard);
}

/// <summary>Where a connector goes, as far as everything but its provider needs to know.</summary>
/// <param name="Address">The whole of it as text; may hold a secret.</param>
/// <param name="Host">Name or address of the receiver.</param>
/// <param name="Port">Its port.</param>
/// <param name="IsEncrypted">Whether TLS runs from the first byte, or before anything of worth is sent.</param>
internal sealed record ConnectorTarget(string Address, string Host, int Port, bool IsEncrypted)
{
    /// <summary>The URL; null where the protocol has none.</summary>
    public Uri? Url { get; init; }

    /// <summary>Whether a proxy makes the connection.</summary>
    public bool IsProxied { get; init; }

    public static ConnectorTarget Of(Uri url, bool isProxied) =>
        new(url.OriginalString, url.Host, url.Port, url.Scheme == Uri.UriSchemeHttps) { Url = url, IsProxied = isProxied };
}

/// <summary>A place that a connector goes to beside its endpoint.</summary>
/// <param name="Member">The member of the connector file that names it.</param>
/// <param name="Target">Where it is.</param>
internal sealed record ConnectorPlace(string Member, ConnectorTarget Target);

/// <summary>Carries what providers say over connections that the guard makes. One a connector; it outlives the attempts.</summary>
internal interface ITransport : IDisposable
{
    /// <summary>Begins one try by the configuration in force.</summary>
    IExchange Begin(ConnectorDefinition connector, Application.Ports.IRedactor redactor, TimeProvider clock);
}

/// <summary>One try's use of a transport; each kind says more on its own type.</summary>
internal interface IExchange
{
    /// <summary>What was sent last, as far as anybody may know; null when nothing was.</summary>
    Domain.AuditDeliveries.RequestSummary? Request { get; }
}
