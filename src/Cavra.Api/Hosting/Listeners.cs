using System.Net;
using Cavra.Infrastructure.Delivery.Egress;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Cavra.Api.Hosting;

/// <summary>Where this process listens. Known only once it does.</summary>
internal static class Listeners
{
    public static IReadOnlyList<IPEndPoint> Of(IServer server) =>
    [
        .. (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Select(BindingAddress.Parse)
            .Where(binding => !binding.IsUnixPipe)
            .SelectMany(binding => AddressesOf(binding.Host).Select(address => new IPEndPoint(address, binding.Port))),
    ];

    /// <summary>Tells whoever delivers where this process listens, so that it never delivers to itself.</summary>
    public static void StateOwnListeners(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
        app.Services.GetRequiredService<OwnListeners>().Set(Of(app.Services.GetRequiredService<IServer>())));

    // What is neither an address nor this machine's own name, such as *, stands for all of its addresses.
    private static IPAddress[] AddressesOf(string host) =>
        IPAddress.TryParse(host, out var address) ? [address]
        : host is "localhost" ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : [IPAddress.Any, IPAddress.IPv6Any];
}
