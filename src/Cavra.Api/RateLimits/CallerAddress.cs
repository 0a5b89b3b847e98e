using System.Net;
using System.Net.Sockets;

namespace Cavra.Api.RateLimits;

/// <summary>The address a caller is counted by.</summary>
internal static class CallerAddress
{
    private const int Ipv6SiteBytes = 8;

    /// <summary>An IPv4 address, or the first half of an IPv6 address: the other half is the caller's own to vary.</summary>
    public static string Of(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        if (address is null)
        {
            return "local";
        }

        if (address.AddressFamily is not AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(Ipv6SiteBytes).Clear();
        return new IPAddress(bytes).ToString();
    }
}
