using System.Net;
using System.Net.Sockets;

namespace Cavra.Infrastructure.Net;

/// <summary>Which addresses are not the public internet, and by which rule.</summary>
internal static class AddressRules
{
    public const string CloudMetadata = "cloud_metadata";
    public const string Documentation = "documentation_network";
    public const string Reserved = "reserved_network";
    public const string Unspecified = "unspecified";

    /// <summary>Whether it is a cloud's metadata service, in whatever form the address is written.</summary>
    public static bool IsCloudMetadata(IPAddress address) => IsCloudMetadata(AddressRange.NumberOf(address));

    /// <summary>The rule by which the address is not public; null when it is public.</summary>
    public static string? Broken(IPAddress address) => Broken(AddressRange.NumberOf(address));

    /// <summary>The rule by which the IPv4 address in these four bytes is not public; null when it is public.</summary>
    public static string? Broken(ReadOnlySpan<byte> address) => Broken(AddressRange.NumberOf(address));

    /// <summary>
    /// The same address without zone, and as IPv4 where it is an IPv4-mapped one: what a socket really connects to.
    /// </summary>
    public static IPAddress Plain(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } => new IPAddress(address.GetAddressBytes()),
        _ => address,
    };

    private static bool IsCloudMetadata(UInt128 address) =>
        AddressTable.Metadata.Contains(address) || (Carried(address) is { } carried && AddressTable.Metadata.Contains(carried));

    private static string? Broken(UInt128 address)
    {
        if (IsCloudMetadata(address))
        {
            return CloudMetadata;
        }

        foreach (var range in AddressTable.Ranges)
        {
            if (range.Contains(address))
            {
                return range.Rule;
            }
        }

        if (AddressRange.IsV4(address))
        {
            return null;
        }

        return Carried(address) is { } carried && Broken(carried) is { } rule
            ? rule
            : Array.Exists(AddressTable.PublicV6, range => range.Contains(address)) ? null : Reserved;
    }

    private static UInt128? Carried(UInt128 address)
    {
        foreach (var (prefix, following) in AddressTable.Carriers)
        {
            if (prefix.Contains(address))
            {
                return AddressRange.OfV4((uint)(address >> following));
            }
        }

        return null;
    }
}
