namespace Cavra.Api.Tests.Delivery.Egress;

/// <summary>Where nothing may go, and the rule by which each is refused.</summary>
internal static class EgressCorpus
{
    /// <summary>Services that hand out credentials, in several forms; no network that is allowed lets them through.</summary>
    public static readonly IReadOnlyList<string> Metadata =
    [
        "169.254.169.254", "169.254.170.2", "169.254.42.42", "100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::254",
        "fd20:ce::254", "fd00:c1::a9fe:a9fe", "fe80::a9fe:a9fe", "::ffff:169.254.169.254", "::a9fe:a9fe", "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a9fe:a9fe", "2002:a9fe:a9fe::1",
    ];

    /// <summary>Addresses that a name may turn out to have.</summary>
    public static readonly IReadOnlyList<(string Address, string Rule)> Addresses =
    [
        ("127.0.0.1", "loopback"), ("127.8.8.8", "loopback"), ("::1", "loopback"),
        ("0.0.0.0", "unspecified"), ("0.1.2.3", "unspecified"), ("::", "unspecified"),
        ("10.11.12.13", "private_network"), ("172.31.255.254", "private_network"), ("192.168.77.1", "private_network"),
        ("fd12:3456::1", "private_network"), ("fec0::77", "private_network"), ("64:ff9b:1::808:808", "private_network"),
        ("169.254.7.7", "link_local"), ("fe80::77", "link_local"), ("100.64.7.7", "carrier_grade_nat"),
        ("224.0.0.77", "multicast"), ("ff02::77", "multicast"),
        ("192.0.0.77", "reserved_network"), ("192.88.99.77", "reserved_network"), ("198.18.77.1", "reserved_network"),
        ("240.0.0.77", "reserved_network"), ("255.255.255.255", "reserved_network"), ("2001::77", "reserved_network"),
        ("4000::77", "reserved_network"), ("::8.8.8.8", "reserved_network"),
        ("192.0.2.77", "documentation_network"), ("198.51.100.77", "documentation_network"), ("203.0.113.77", "documentation_network"),
        ("2001:db8::77", "documentation_network"), ("3fff::77", "documentation_network"),
        ("::ffff:127.0.0.1", "loopback"), ("::ffff:10.11.12.13", "private_network"), ("::127.0.0.1", "loopback"),
        ("::ffff:0:192.168.77.1", "private_network"), ("64:ff9b::a0b:c0d", "private_network"), ("2002:a0b:c0d::1", "private_network"),
        .. Metadata.Select(address => (address, "cloud_metadata")),
    ];

    /// <summary>Hosts in a spelling that hides where they lead; none is even looked up.</summary>
    public static readonly IReadOnlyList<string> OddHosts =
    [
        "2130706433", "0177.0.0.1", "127.0.0.01", "0x7f000001", "0x7f.1", "127.0.0.0x1", "127.1", "10.1.513", "256.1.1.1", "1.2.3.4.5",
        "localhost.", "127.0.0.1.", "receiver..test", "[fe80::77%eth0]", "[fe80::77%251]", "127%2e0.0.1", "１２７.0.0.1", "①②⑦.0.0.1",
        "localhost。", "[127.0.0.1]",
    ];

    /// <summary>The address as it is written for a host.</summary>
    public static string AsHost(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;
}
