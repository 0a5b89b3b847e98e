using System.Buffers.Binary;
using System.Net;
using Cavra.Infrastructure.Net;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Which addresses are not shown: those that the egress guard refuses as not public.</summary>
internal static class AddressRanges
{
    /// <summary>Whether the address is not shown as the host of a URL.</summary>
    /// <remarks>
    /// Examples are written with the ranges for documentation, as public addresses that are nobody's: there is nothing in them to hide.
    /// </remarks>
    public static bool IsPrivateHost(IPAddress address) => AddressRules.Broken(address) is not (null or AddressRules.Documentation);

    /// <summary>Whether the address is not shown in a text.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        return address.TryWriteBytes(bytes, out _) ? IsPrivateV4(bytes) : IsOfSomebody(AddressRules.Broken(address));
    }

    public static bool IsPrivateV4(ReadOnlySpan<byte> address) => IsOfSomebody(AddressRules.Broken(address)) && !IsNetmask(address);

    // In a text the unspecified address is the default route, or a listener on all addresses, and 0.9.1.0 is a version.
    private static bool IsOfSomebody(string? rule) => rule is not (null or AddressRules.Documentation or AddressRules.Unspecified);

    // 255.255.255.0 tells the size of a network, not its place; 255.255.255.255 is an address.
    private static bool IsNetmask(ReadOnlySpan<byte> address) =>
        address[0] == byte.MaxValue
        && ~BinaryPrimitives.ReadUInt32BigEndian(address) is > 0 and var rest
        && (rest & (rest + 1)) == 0;
}
