using System.Net;
using Cavra.Api.Configuration;

namespace Cavra.Api.Security;

/// <summary>Whether a request comes from the machine that Cavra runs on, and through nobody else's hands.</summary>
internal static class ThisMachine
{
    // Whoever passes a request on says so in one of these. One that says nothing can't be told from a caller of its own.
    private static readonly string[] PassedOn =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"];

    // A page of somebody else's, whose name is made to lead here, has another host.
    private static readonly string[] Names = ["localhost", "127.0.0.1", "[::1]"];

    public static bool Asks(HttpContext http, NetworkSettings network) =>
        IsLoopback(http.Connection.RemoteIpAddress)
        && Names.Contains(http.Request.Host.Host, StringComparer.OrdinalIgnoreCase)
        && !PassedOn.Any(http.Request.Headers.ContainsKey)
        // Where a gateway is configured, everybody comes through it.
        && network is { ForwardedNetworks.Count: 0, PathBase: "" };

    private static bool IsLoopback(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
