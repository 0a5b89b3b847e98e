using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Egress;

namespace Cavra.Infrastructure.Delivery;

/// <summary>The pooled connections of one connector, every one of them made by the egress guard, and its limits.</summary>
internal sealed class ConnectorChannel : IDisposable
{
    // Bounds how long a connection outlives the resolution that it was checked with.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ConnectionIdleTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(30);

    private readonly ConnectorDefinition _connector;
    private readonly EgressGuard _guard;
    private readonly HttpMessageInvoker _http;

    public ConnectorChannel(ConnectorDefinition connector, EgressGuard guard, TimeProvider clock)
    {
        (_connector, _guard) = (connector, guard);
        Limits = new ConnectorLimits(connector.MaxConcurrency, connector.MaxPerSecond, clock);
        _http = new HttpMessageInvoker(Handler());
    }

    public ConnectorLimits Limits { get; }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_connector.Proxy is not null)
        {
            _guard.CheckProxied(request.RequestUri!, Policy(request.RequestUri!));
        }

        return _http.SendAsync(request, cancellationToken);
    }

    public void Dispose()
    {
        _http.Dispose();
        Limits.Dispose();
    }

    private SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = _connector.Proxy is not null,
        Proxy = _connector.Proxy is { } proxy ? new WebProxy(proxy) : null,
        AutomaticDecompression = DecompressionMethods.All,
        // A connection outlives the try that asked for it; this bounds the making of it.
        ConnectTimeout = ConnectTime,
        PooledConnectionLifetime = ConnectionLifetime,
        PooledConnectionIdleTimeout = ConnectionIdleTime,
        // What is not read is not waited for: the connection is closed instead.
        MaxResponseDrainSize = 0,
        // Traces and metrics of the platform would carry the receiver's address and path.
        ActivityHeadersPropagator = null,
        MeterFactory = NullMeterFactory.Instance,
        ConnectCallback = ConnectAsync,
        SslOptions = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificates = _connector.ClientCertificate is { } certificate ? [certificate] : null,
            CertificateChainPolicy = Trust(),
        },
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        await _guard.ConnectAsync(
            context.DnsEndPoint.Host,
            context.DnsEndPoint.Port,
            Policy(context.InitialRequestMessage.RequestUri!),
            cancellationToken);

    private EgressPolicy Policy(Uri url) => new(_connector.AllowNetworks, IsEncrypted: url.Scheme == Uri.UriSchemeHttps);

    private X509ChainPolicy? Trust()
    {
        if (_connector.Authorities.Count == 0)
        {
            return null;
        }

        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(_connector.Authorities);
        return policy;
    }
}
