using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Cavra.Infrastructure.Net;

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
