using System.Net;
using System.Net.Sockets;

namespace Cavra.Infrastructure.Delivery.Egress;

/// <summary>Which addresses are not the public internet, and by which rule.</summary>
internal static class AddressRules
{
    public const string CloudMetadata = "cloud_metadata";

    // Services that hand out credentials to whoever can reach them: refused whatever a connector allows.
    private static readonly IPAddress[] Metadata =
    [
        .. new[]
        {
            "169.254.169.254", "169.254.170.2", "169.254.170.23", "169.254.0.23", "100.100.100.200", "192.0.0.192",
            "168.63.129.16", "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254",
        }.Select(IPAddress.Parse),
    ];

    private static readonly (IPNetwork Network, string Rule)[] Special =
    [
        .. new[]
        {
            ("0.0.0.0/8", "unspecified"), ("10.0.0.0/8", "private_network"), ("100.64.0.0/10", "carrier_grade_nat"),
            ("127.0.0.0/8", "loopback"), ("169.254.0.0/16", "link_local"), ("172.16.0.0/12", "private_network"),
            ("192.0.0.0/24", "reserved_network"), ("192.0.2.0/24", "documentation_network"),
            ("192.88.99.0/24", "reserved_network"), ("192.168.0.0/16", "private_network"),
            ("198.18.0.0/15", "reserved_network"), ("198.51.100.0/24", "documentation_network"),
            ("203.0.113.0/24", "documentation_network"), ("224.0.0.0/4", "multicast"), ("240.0.0.0/4", "reserved_network"),
            ("::/128", "unspecified"), ("::1/128", "loopback"), ("64:ff9b:1::/48", "private_network"),
            ("2001::/23", "reserved_network"), ("2001:db8::/32", "documentation_network"), ("3fff::/20", "documentation_network"),
            ("fc00::/7", "private_network"), ("fe80::/10", "link_local"), ("fec0::/10", "private_network"),
            ("ff00::/8", "multicast"),
        }.Select(line => (IPNetwork.Parse(line.Item1), line.Item2)),
    ];

    // Where an IPv6 address carries an IPv4 one: the prefix, and the byte at which the IPv4 address starts.
    private static readonly (IPNetwork Prefix, int Offset)[] Carriers =
    [
        (IPNetwork.Parse("::ffff:0:0/96"), 12), (IPNetwork.Parse("::ffff:0:0:0/96"), 12), (IPNetwork.Parse("::/96"), 12),
        (IPNetwork.Parse("64:ff9b::/96"), 12), (IPNetwork.Parse("2002::/16"), 2),
    ];

    private static readonly IPNetwork NetworkTranslation = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Whether it is a cloud's metadata service, in whatever form the address is written.</summary>
    public static bool IsCloudMetadata(IPAddress address) =>
        Metadata.Contains(Plain(address)) || (Carried(address) is { } carried && Metadata.Contains(carried));

    /// <summary>The rule by which the address is not public; null when it is public.</summary>
    public static string? Broken(IPAddress address)
    {
        if (IsCloudMetadata(address))
        {
            return CloudMetadata;
        }

        var plain = Plain(address);
        foreach (var (network, rule) in Special)
        {
            if (network.Contains(plain))
            {
                return rule;
            }
        }

        if (plain.AddressFamily is AddressFamily.InterNetwork)
        {
            return null;
        }

        if (Carried(plain) is { } carried && Broken(carried) is { } carriedRule)
        {
            return carriedRule;
        }

        return GlobalUnicast.Contains(plain) || NetworkTranslation.Contains(plain) ? null : "reserved_network";
    }

    /// <summary>
    /// The same address without zone, and as IPv4 where it is an IPv4-mapped one: what a socket really connects to.
    /// </summary>
    public static IPAddress Plain(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } => new IPAddress(address.GetAddressBytes()),
        _ => address,
    };

    private static IPAddress? Carried(IPAddress address)
    {
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
        {
            return null;
        }

        var plain = new IPAddress(address.GetAddressBytes());
        foreach (var (prefix, offset) in Carriers)
        {
            if (prefix.Contains(plain))
            {
                return new IPAddress(plain.GetAddressBytes().AsSpan(offset, 4));
            }
        }

        return null;
    }
}
