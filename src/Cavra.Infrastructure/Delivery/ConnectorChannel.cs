using System.Net;
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
            _guard.CheckProxied(request.RequestUri!, GuardedHandler.PolicyFor(request.RequestUri!, _connector.AllowNetworks));
        }

        return _http.SendAsync(request, cancellationToken);
    }

    public void Dispose()
    {
        _http.Dispose();
        Limits.Dispose();
    }

    private SocketsHttpHandler Handler()
    {
        // A connection outlives the try that asked for it; the time to connect bounds the making of it.
        var handler = GuardedHandler.Create(_guard, _connector.AllowNetworks, ConnectTime);
        handler.UseProxy = _connector.Proxy is not null;
        handler.Proxy = _connector.Proxy is { } proxy ? new WebProxy(proxy) : null;
        handler.AutomaticDecompression = DecompressionMethods.All;
        handler.PooledConnectionLifetime = ConnectionLifetime;
        handler.PooledConnectionIdleTimeout = ConnectionIdleTime;
        handler.SslOptions.ClientCertificates = _connector.ClientCertificate is { } certificate ? [certificate] : null;
        handler.SslOptions.CertificateChainPolicy = Trust();
        return handler;
    }

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
