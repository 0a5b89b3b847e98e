using System.Net;
using System.Security.Cryptography.X509Certificates;
using Cavra.Application.Ports;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Delivery.Providers;

namespace Cavra.Infrastructure.Delivery.Http;

/// <summary>The pooled HTTP connections of one connector, every one of them made by the egress guard.</summary>
internal sealed class HttpTransport : ITransport
{
    // Bounds how long a connection outlives the resolution that it was checked with.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ConnectionIdleTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<IPNetwork> _allowed;
    private readonly EgressGuard _guard;
    private readonly HttpMessageInvoker _http;
    private readonly bool _isProxied;

    public HttpTransport(ConnectorDefinition connector, HttpBasis http, EgressGuard guard)
    {
        (_allowed, _guard, _isProxied) = (connector.AllowNetworks, guard, http.Proxy is not null);
        _http = new HttpMessageInvoker(Handler(connector, http.Proxy));
    }

    public IExchange Begin(ConnectorDefinition connector, IRedactor redactor, TimeProvider clock) =>
        new HttpExchange(connector, ((HttpSettings)connector.Settings).Http, this, redactor, clock);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_isProxied)
        {
            _guard.CheckProxied(request.RequestUri!, GuardedHandler.PolicyFor(request.RequestUri!, _allowed));
        }

        return _http.SendAsync(request, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private SocketsHttpHandler Handler(ConnectorDefinition connector, Uri? proxy)
    {
        // A connection outlives the try that asked for it; the time to connect bounds the making of it.
        var handler = GuardedHandler.Create(_guard, _allowed, ConnectTime);
        handler.UseProxy = proxy is not null;
        handler.Proxy = proxy is not null ? new WebProxy(proxy) : null;
        handler.AutomaticDecompression = DecompressionMethods.All;
        handler.PooledConnectionLifetime = ConnectionLifetime;
        handler.PooledConnectionIdleTimeout = ConnectionIdleTime;
        handler.SslOptions.ClientCertificates = connector.ClientCertificate is { } certificate ? [certificate] : null;
        handler.SslOptions.CertificateChainPolicy = Trust.Only(connector.Authorities);
        return handler;
    }
}

/// <summary>Whom a connector believes.</summary>
internal static class Trust
{
    /// <summary>Trusts these authorities and no other; null, the machine's, where there are none.</summary>
    public static X509ChainPolicy? Only(X509Certificate2Collection authorities)
    {
        if (authorities.Count == 0)
        {
            return null;
        }

        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
