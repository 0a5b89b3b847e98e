using System.Net;
using System.Net.Sockets;
using Cavra.Infrastructure.Net;

namespace Cavra.Infrastructure.Delivery.Egress;

/// <summary>Finds the addresses of a host; a literal address is its own.</summary>
internal delegate Task<IPAddress[]> HostResolver(string host, CancellationToken cancellationToken);

/// <summary>
/// Stands in the connection path of every outgoing socket: what it hands out is connected to an address that it has checked.
/// </summary>
internal sealed class EgressGuard(HostResolver resolve, OwnListeners ownListeners)
{
    /// <summary>Refuses a URL that should not even be resolved.</summary>
    public static void CheckUrl(Uri url)
    {
        if (UrlRules.Broken(url.OriginalString) is { } rule)
        {
            throw new EgressRefusedException(rule);
        }
    }

    /// <summary>
    /// Refuses what can be told without resolving of a URL that a proxy will resolve: an address must be reachable by the policy,
    /// a name must not stand for the proxy's own machine or a cloud's metadata service, and the proxy must not see the event.
    /// </summary>
    public void CheckProxied(Uri url, EgressPolicy policy)
    {
        if (!policy.IsEncrypted)
        {
            throw new EgressRefusedException("https_required");
        }

        if (IPAddress.TryParse(url.DnsSafeHost, out var address))
        {
            Check(address, url.Port, policy);
        }
        else if (LocalNames.Broken(url.DnsSafeHost) is { } rule)
        {
            throw new EgressRefusedException(rule);
        }
    }

    /// <summary>
    /// Connects to a host: resolves it once, checks every address, and connects to one of those checked.
    /// </summary>
    /// <exception cref="EgressRefusedException">Any of the addresses is out of bounds.</exception>
    /// <exception cref="SocketException">There is no such host, or none of its addresses answers.</exception>
    public async Task<NetworkStream> ConnectAsync(string host, int port, EgressPolicy policy, CancellationToken cancellationToken)
    {
        var bare = host.Trim('[', ']');
        if (!UrlRules.IsOrdinaryHost(bare.Contains(':', StringComparison.Ordinal) ? $"[{bare}]" : bare))
        {
            throw new EgressRefusedException(UrlRules.OddHost);
        }

        // An address is judged as it is written: resolving 0.0.0.0 fails, and would seem to be the network's fault.
        var addresses = IPAddress.TryParse(bare, out var literal) ? [literal] : await resolve(bare, cancellationToken);
        foreach (var address in addresses)
        {
            Check(address, port, policy);
        }

        return await ConnectAsync(addresses, port, cancellationToken);
    }

    private void Check(IPAddress address, int port, EgressPolicy policy)
    {
        var plain = AddressRules.Plain(address);
        if (AddressRules.IsCloudMetadata(plain))
        {
            throw new EgressRefusedException(AddressRules.CloudMetadata);
        }

        if (ownListeners.Include(plain, port))
        {
            throw new EgressRefusedException("own_listener");
        }

        if (policy.Allows(plain))
        {
            return;
        }

        if (AddressRules.Broken(plain) is { } rule)
        {
            throw new EgressRefusedException(rule);
        }

        if (!policy.IsEncrypted)
        {
            throw new EgressRefusedException("https_required");
        }
    }

    private static async Task<NetworkStream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        SocketException? failure = null;
        foreach (var address in addresses.Select(found => found.IsIPv4MappedToIPv6 ? found.MapToIPv4() : found))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception exception)
            {
                socket.Dispose();
                if (exception is not SocketException next)
                {
                    throw;
                }

                failure = next;
            }
        }

        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }
}
