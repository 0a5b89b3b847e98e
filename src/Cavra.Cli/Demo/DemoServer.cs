using System.Net;
using System.Net.Sockets;
using Cavra.Api;
using Cavra.Infrastructure.Evidence.Log;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Cavra.Cli.Demo;

/// <summary>The service as a demo runs it: with a clock and with connectors of the demo's own.</summary>
/// <param name="Directory">Where its files are.</param>
/// <param name="ConnectionString">Its database.</param>
/// <param name="Clock">Its clock.</param>
internal sealed record DemoServer(string Directory, string ConnectionString, DemoClock Clock)
{
    private const string AnyPort = "http://127.0.0.1:0";

    private string ConnectorFile => Path.Combine(Directory, "connectors.yaml");

    /// <summary>Writes the connectors that lead to the receiver.</summary>
    public Task ConnectAsync(DemoReceiver receiver, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(ConnectorFile, ConnectorsTo(receiver), cancellationToken);

    /// <summary>For the play. Every step is the demo's own: a worker that ran beside it would be telling another story.</summary>
    public WebApplication BuildForPlay() => Build("api", AnyPort);

    /// <summary>For looking around afterwards: everything runs, as it does after <c>cavra api</c>.</summary>
    public WebApplication BuildToStay() => Build("api,worker", AddressAt(8000));

    /// <summary>That port of this machine; any other when something listens there.</summary>
    internal static string AddressAt(int port)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        try
        {
            probe.Start();
            return $"http://127.0.0.1:{port}";
        }
        catch (SocketException)
        {
            return AnyPort;
        }
    }

    private WebApplication Build(string roles, string url)
    {
        var settings = new Dictionary<string, string?>
        {
            ["urls"] = url,
            ["CAVRA_ROLES"] = roles,
            ["CAVRA_CONNECTOR_CONFIG"] = ConnectorFile,
            [LogKeyDirectory.Variable] = Path.Combine(Directory, LogKeyDirectory.DefaultName),
            [LogMemoryDirectory.Variable] = Path.Combine(Directory, LogMemoryDirectory.DefaultName),
        };
        return ApiHost.Build([], ConnectionString, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        }, settings, readsEnvironment: false);
    }

    private static string ConnectorsTo(DemoReceiver receiver) =>
        "connectors:\n" + string.Concat(DemoReceiver.All.Select(name =>
            $"""
              {name}:
                provider: webhook
                url: {receiver.Address}/{name}
                alerts: {(name == DemoReceiver.Chat ? "true" : "false")}
                allow_networks: ["127.0.0.0/8"]

            """));
}
