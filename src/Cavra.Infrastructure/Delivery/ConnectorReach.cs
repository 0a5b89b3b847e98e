using System.Net.Sockets;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Egress;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Infrastructure.Delivery;

/// <summary>Tells which connectors can be connected to, through the guard that every delivery passes. Nothing is sent.</summary>
public static class ConnectorReach
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Looks at every connector of the file, in its order, all at once.</summary>
    public static async Task<IReadOnlyList<ConnectorReachResult>> LookAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var (catalog, guard) = (services.GetRequiredService<ConnectorCatalog>(), services.GetRequiredService<EgressGuard>());
        return await Task.WhenAll(catalog.All.Select(async connector => new ConnectorReachResult(
            connector.Name,
            connector.Problem ?? await TryAsync(catalog.Entry(connector.Name)?.Definition, guard, cancellationToken))));
    }

    private static async Task<string?> TryAsync(
        ConnectorDefinition? connector, EgressGuard guard, CancellationToken cancellationToken)
    {
        // Behind a proxy only the proxy could tell, and it would have to be asked for a real request.
        if (connector is not { Settings.Target: { IsProxied: false } target })
        {
            return null;
        }

        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(Patience);
        try
        {
            if (target.Url is { } url)
            {
                EgressGuard.CheckUrl(url);
            }

            var policy = new EgressPolicy(connector.AllowNetworks, target.IsEncrypted);
            await using var connection = await guard.ConnectAsync(target.Host, target.Port, policy, bounded.Token);
            return null;
        }
        catch (EgressRefusedException refused)
        {
            return refused.Message;
        }
        catch (SocketException unreachable)
        {
            return $"It cannot be connected to ({unreachable.SocketErrorCode}).";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "It does not answer within 5 seconds.";
        }
    }
}

/// <summary>What was found of one connector.</summary>
/// <param name="Name">The connector.</param>
/// <param name="Problem">One public-safe sentence; null when it can be connected to.</param>
public sealed record ConnectorReachResult(string Name, string? Problem);
