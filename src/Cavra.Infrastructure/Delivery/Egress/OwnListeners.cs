using System.Net;
using System.Net.NetworkInformation;
using Cavra.Infrastructure.Net;

namespace Cavra.Infrastructure.Delivery.Egress;

/// <summary>Where this process itself listens, so that it never delivers to itself. The host states it once it listens.</summary>
public sealed class OwnListeners
{
    private volatile IPEndPoint[] _endpoints = [];

    /// <summary>Replaces what was stated before. An unspecified address stands for every address of this machine.</summary>
    public void Set(IEnumerable<IPEndPoint> endpoints) => _endpoints = [.. endpoints];

    internal bool Include(IPAddress address, int port)
    {
        foreach (var endpoint in _endpoints)
        {
            // Connecting to the unspecified address reaches whatever listens here.
            if (endpoint.Port == port
                && (endpoint.Address.Equals(address)
                    || IsEverywhere(address)
                    || (IsEverywhere(endpoint.Address) && IsOfThisMachine(address))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsEverywhere(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static bool IsOfThisMachine(IPAddress address) =>
        IPAddress.IsLoopback(address)
        || NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Any(unicast => AddressRules.Plain(unicast.Address).Equals(address));
}
