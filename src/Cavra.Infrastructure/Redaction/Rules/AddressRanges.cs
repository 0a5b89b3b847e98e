using System.Net;
using System.Net.Sockets;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Which addresses belong to nobody outside: private use, loopback, link-local, carrier-grade NAT.</summary>
internal static class AddressRanges
{
    private static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "100.64.0.0/10",
            "::1/128", "fc00::/7", "fe80::/10", "fec0::/10",
        }.Select(IPNetwork.Parse),
    ];

    // IPv4-compatible, NAT64 and 6to4 carry an IPv4 address inside; where it stands, in bytes.
    private static readonly (IPNetwork Network, int Offset)[] Carriers =
    [
        (IPNetwork.Parse("::/96"), 12), (IPNetwork.Parse("64:ff9b::/96"), 12), (IPNetwork.Parse("2002::/16"), 2),
    ];

    public static bool IsPrivate(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Private.Any(network => network.Contains(plain))
            || (plain.AddressFamily is AddressFamily.InterNetworkV6
                && Carriers.Any(carrier => carrier.Network.Contains(plain) && IsPrivate(Carried(plain, carrier.Offset))));
    }

    private static IPAddress Carried(IPAddress address, int offset) => new(address.GetAddressBytes().AsSpan(offset, 4));
}
