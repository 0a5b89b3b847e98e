using System.Net;
using Cavra.Api.Configuration;
using Cavra.Infrastructure.Delivery.Egress;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Cavra.Api.Hosting;

/// <summary>Where this process listens. Known only once it does.</summary>
internal static class Listeners
{
    public static IReadOnlyList<IPEndPoint> Of(IServer server) => EndpointsOf(UrlsOf(server));

    /// <summary>Where the API is served.</summary>
    public static IReadOnlyList<IPEndPoint> OfApi(IServer server, NetworkSettings network) =>
        EndpointsOf(UrlsOf(server).SkipLast(network.MetricsUrls.Count));

    /// <summary>Where health and figures alone are served.</summary>
    public static IReadOnlyList<IPEndPoint> OfMonitoring(IServer server, NetworkSettings network) =>
        EndpointsOf(UrlsOf(server).TakeLast(network.MetricsUrls.Count));

    /// <summary>Has it listen where only monitoring reaches, too: after the API's addresses, which keeps the two apart.</summary>
    public static void ListenForMonitoring(this WebApplication app, NetworkSettings network)
    {
        if (network.MetricsUrls.Count == 0)
        {
            return;
        }

        foreach (var url in ServerUrls.Split(app.Configuration[ServerUrls.Setting] ?? ServerUrls.Default).Concat(network.MetricsUrls))
        {
            app.Urls.Add(url);
        }
    }

    /// <summary>Tells whoever delivers where this process listens, so that it never delivers to itself.</summary>
    public static void StateOwnListeners(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
        app.Services.GetRequiredService<OwnListeners>().Set(Of(app.Services.GetRequiredService<IServer>())));

    private static ICollection<string> UrlsOf(IServer server) => server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

    private static IReadOnlyList<IPEndPoint> EndpointsOf(IEnumerable<string> urls) =>
    [
        .. urls.Select(BindingAddress.Parse)
            .Where(binding => !binding.IsUnixPipe)
            .SelectMany(binding => AddressesOf(binding.Host).Select(address => new IPEndPoint(address, binding.Port))),
    ];

    // What is neither an address nor this machine's own name, such as *, stands for all of its addresses.
    private static IPAddress[] AddressesOf(string host) =>
        IPAddress.TryParse(host, out var address) ? [address]
        : host is "localhost" ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : [IPAddress.Any, IPAddress.IPv6Any];
}
