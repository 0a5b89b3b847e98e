using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Cavra.Infrastructure.Net;

namespace Cavra.Infrastructure.Delivery.Egress;

/// <summary>Makes the one kind of HTTP handler that leaves Cavra: every connection is made by the egress guard.</summary>
internal static class GuardedHandler
{
    /// <summary>The versions of TLS that anything may leave by.</summary>
    public const SslProtocols Protocols = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>A handler that follows no redirect, keeps no cookie and tells nobody of the address; callers set the lifetimes.</summary>
    /// <param name="guard">Checks and makes the connections.</param>
    /// <param name="allowed">Networks that may be reached although they are private.</param>
    /// <param name="connectTime">How long the making of a connection may take.</param>
    public static SocketsHttpHandler Create(EgressGuard guard, IReadOnlyList<IPNetwork> allowed, TimeSpan connectTime) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = connectTime,
        // What is not read is not waited for: the connection is closed instead.
        MaxResponseDrainSize = 0,
        // Traces and metrics of the platform would carry the receiver's address and path.
        ActivityHeadersPropagator = null,
        MeterFactory = NullMeterFactory.Instance,
        ConnectCallback = async (context, cancellationToken) => await guard.ConnectAsync(
            context.DnsEndPoint.Host,
            context.DnsEndPoint.Port,
            PolicyFor(context.InitialRequestMessage.RequestUri!, allowed),
            cancellationToken),
        SslOptions = new SslClientAuthenticationOptions { EnabledSslProtocols = Protocols },
    };

    public static EgressPolicy PolicyFor(Uri url, IReadOnlyList<IPNetwork> allowed) =>
        new(allowed, IsEncrypted: url.Scheme == Uri.UriSchemeHttps);
}

/// <summary>What one connector may reach beyond the public internet.</summary>
/// <param name="AllowNetworks">Networks that the connector names; addresses in them are not judged by the public rules.</param>
/// <param name="IsEncrypted">Whether TLS will run over the connection; without it only the named networks are in reach.</param>
internal sealed record EgressPolicy(IReadOnlyList<IPNetwork> AllowNetworks, bool IsEncrypted)
{
    public bool Allows(IPAddress address) => AllowNetworks.Any(network => network.Contains(AddressRules.Plain(address)));
}

/// <summary>That the guard refused to connect, and by which rule; never where to.</summary>
internal sealed class EgressRefusedException(string rule) : Exception($"The egress guard refused the destination ({rule}).")
{
    /// <summary>The rule's stable name, snake case.</summary>
    public string Rule { get; } = rule;
}
