using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Cavra.Infrastructure.Net;

/// <summary>Every range of addresses that is not the public internet: what is not connected to, and not shown.</summary>
internal static class AddressTable
{
    /// <summary>Services that hand out credentials to whoever can reach them.</summary>
    public static readonly UInt128[] Metadata =
    [
        .. new[]
        {
            "169.254.169.254", "169.254.170.2", "169.254.170.23", "169.254.0.23", "169.254.10.10", "169.254.42.42",
            "100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254",
            "fd00:c1::a9fe:a9fe", "fd00:42::42", "fd00:a9fe:a9fe::1", "fd00:100::100:200", "fe80::a9fe:a9fe",
        }.Select(address => AddressRange.NumberOf(IPAddress.Parse(address))),
    ];

    public static readonly AddressRange[] Ranges =
    [
        .. new[]
        {
            ("0.0.0.0/8", AddressRules.Unspecified), ("10.0.0.0/8", "private_network"), ("100.64.0.0/10", "carrier_grade_nat"),
            ("127.0.0.0/8", "loopback"), ("169.254.0.0/16", "link_local"), ("172.16.0.0/12", "private_network"),
            ("192.0.0.0/24", AddressRules.Reserved), ("192.0.2.0/24", AddressRules.Documentation),
            ("192.88.99.0/24", AddressRules.Reserved), ("192.168.0.0/16", "private_network"),
            ("198.18.0.0/15", AddressRules.Reserved), ("198.51.100.0/24", AddressRules.Documentation),
            ("203.0.113.0/24", AddressRules.Documentation), ("224.0.0.0/4", "multicast"), ("240.0.0.0/4", AddressRules.Reserved),
            ("::/128", AddressRules.Unspecified), ("::1/128", "loopback"), ("64:ff9b:1::/48", "private_network"),
            ("2001::/23", AddressRules.Reserved), ("2001:db8::/32", AddressRules.Documentation),
            ("3fff::/20", AddressRules.Documentation), ("fc00::/7", "private_network"), ("fe80::/10", "link_local"),
            ("fec0::/10", "private_network"), ("ff00::/8", "multicast"),
        }.Select(line => AddressRange.Parse(line.Item1, line.Item2)),
    ];

    /// <summary>
    /// Where an IPv6 address carries an IPv4 one, and how many bits follow that: translated, compatible, NAT64 and 6to4. Of NAT64's
    /// local prefix the whole range is private, whatever is carried; only metadata is looked for. Of Teredo all is refused.
    /// </summary>
    public static readonly (AddressRange Prefix, int Following)[] Carriers =
    [
        (AddressRange.Parse("::ffff:0:0:0/96", AddressRules.Reserved), 0), (AddressRange.Parse("::/96", AddressRules.Reserved), 0),
        (AddressRange.Parse("64:ff9b::/96", AddressRules.Reserved), 0), (AddressRange.Parse("64:ff9b:1::/48", "private_network"), 0),
        (AddressRange.Parse("2002::/16", AddressRules.Reserved), 80),
    ];

    /// <summary>Of IPv6, what is given out to the public, and what stands for the public IPv4 internet; nothing else is public.</summary>
    public static readonly AddressRange[] PublicV6 =
    [
        AddressRange.Parse("2000::/3", AddressRules.Reserved), AddressRange.Parse("64:ff9b::/96", AddressRules.Reserved),
    ];
}

/// <summary>A range of addresses as numbers, and the rule that keeps it from being public.</summary>
/// <param name="First">The first address.</param>
/// <param name="Mask">Set where the addresses of the range are alike.</param>
/// <param name="Rule">The rule's stable name, snake case.</param>
internal readonly record struct AddressRange(UInt128 First, UInt128 Mask, string Rule)
{
    private const int Bits = 128;
    private const int V4Bits = 32;
    private const int Bytes = 16;

    private static readonly UInt128 Mapped = (UInt128)0xffff << V4Bits;

    public UInt128 Last => First | ~Mask;

    public static AddressRange Parse(string network, string rule)
    {
        var parsed = IPNetwork.Parse(network);
        var alike = parsed.PrefixLength + (parsed.BaseAddress.AddressFamily is AddressFamily.InterNetwork ? Bits - V4Bits : 0);
        return new AddressRange(NumberOf(parsed.BaseAddress), UInt128.MaxValue << (Bits - alike), rule);
    }

    /// <summary>The address as a number: without zone, and an IPv4 address as the IPv6 address that it is mapped to.</summary>
    public static UInt128 NumberOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        _ = address.TryWriteBytes(bytes, out var length);
        return length == Bytes ? BinaryPrimitives.ReadUInt128BigEndian(bytes) : NumberOf(bytes[..length]);
    }

    /// <summary>The number of the IPv4 address in these four bytes.</summary>
    public static UInt128 NumberOf(ReadOnlySpan<byte> address) => OfV4(BinaryPrimitives.ReadUInt32BigEndian(address));

    public static UInt128 OfV4(uint address) => Mapped | address;

    public static bool IsV4(UInt128 number) => number >> V4Bits == 0xffff;

    public bool Contains(UInt128 number) => (number & Mask) == First;
}
