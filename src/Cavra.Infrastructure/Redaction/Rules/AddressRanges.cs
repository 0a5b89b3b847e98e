using System.Buffers.Binary;
using System.Net;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Which addresses belong to nobody outside: private use, loopback, link-local, carrier-grade NAT.</summary>
internal static class AddressRanges
{
    private const int V6Length = 16;

    // What an IPv4 address is carried in: compatible and mapped, NAT64, 6to4.
    private const ulong Nat64 = 0x0064_ff9b_0000_0000;
    private const uint Mapped = 0x0000_ffff;
    private const ushort SixToFour = 0x2002;

    public static bool IsPrivate(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[V6Length];
        return address.TryWriteBytes(bytes, out var length)
            && (length == V6Length ? IsPrivateV6(bytes) : IsPrivateV4(bytes[..length]));
    }

    public static bool IsPrivateV4(ReadOnlySpan<byte> address) => (address[0], address[1]) switch
    {
        (10 or 127, _) or (192, 168) or (169, 254) => true,
        (172, var second) => (second & 0xf0) == 16,
        (100, var second) => (second & 0xc0) == 64,
        _ => false,
    };

    private static bool IsPrivateV6(ReadOnlySpan<byte> address)
    {
        var network = BinaryPrimitives.ReadUInt64BigEndian(address);
        var host = BinaryPrimitives.ReadUInt64BigEndian(address[8..]);
        var prefix = (ushort)(network >> 48);

        // Unique local fc00::/7; link-local and the old site-local are all of fe80::/9.
        return (prefix & 0xfe00) == 0xfc00
            || (prefix & 0xff80) == 0xfe80
            || (network == 0 && host == 1)
            || (IsCarrier(network, (uint)(host >> 32)) && IsPrivateV4(address[12..]))
            || (prefix == SixToFour && IsPrivateV4(address[2..]));
    }

    private static bool IsCarrier(ulong network, uint upperHost) =>
        (network == 0 && (upperHost is 0 or Mapped)) || (network == Nat64 && upperHost == 0);
}
