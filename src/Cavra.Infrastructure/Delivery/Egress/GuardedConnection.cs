using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Egress;

/// <summary>Makes the connections that are not HTTP's: by the guard, and with TLS by the connector's rules.</summary>
internal sealed class GuardedConnection(ConnectorDefinition connector, EgressGuard guard)
{
    /// <exception cref="EgressRefusedException">The guard refused the connector's target.</exception>
    public Task<NetworkStream> ConnectAsync(CancellationToken cancellationToken)
    {
        var target = connector.Settings.Target;
        return guard.ConnectAsync(
            target.Host, target.Port, new EgressPolicy(connector.AllowNetworks, target.IsEncrypted), cancellationToken);
    }

    /// <summary>Speaks TLS over a connection; the receiver must have a certificate for the name that it was asked for by.</summary>
    /// <exception cref="AuthenticationException">No trusted connection came about.</exception>
    public async Task<SslStream> SecureAsync(NetworkStream connection, CancellationToken cancellationToken)
    {
        var tls = new SslStream(connection);
        try
        {
            await tls.AuthenticateAsClientAsync(Options(), cancellationToken);
            return tls;
        }
        catch (IOException broken)
        {
            await tls.DisposeAsync();
            throw new AuthenticationException("The receiver broke the handshake off.", broken);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    private SslClientAuthenticationOptions Options() => new()
    {
        TargetHost = connector.Settings.Target.Host.Trim('[', ']'),
        EnabledSslProtocols = GuardedHandler.Protocols,
        ClientCertificates = connector.ClientCertificate is { } certificate ? [certificate] : null,
        CertificateChainPolicy = Trust.Only(connector.Authorities),
    };
}
