using System.Net.Sockets;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Delivery.Providers;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Infrastructure.Delivery;

/// <summary>
/// Tells which connectors can be connected to, at every place that they go to, through the guard that every delivery passes.
/// Nothing is sent.
/// </summary>
public static class ConnectorReach
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Looks at every connector of the file, in its order, all at once: at its endpoint first, then where else it goes.</summary>
    public static async Task<IReadOnlyList<ConnectorReachResult>> LookAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var (catalog, guard) = (services.GetRequiredService<ConnectorCatalog>(), services.GetRequiredService<EgressGuard>());
        return await Task.WhenAll(catalog.All.SelectMany(connector => Look(connector.Name, catalog, guard, cancellationToken)));
    }

    private static IEnumerable<Task<ConnectorReachResult>> Look(
        string name, ConnectorCatalog catalog, EgressGuard guard, CancellationToken cancellationToken)
    {
        var entry = catalog.Entry(name);
        if (entry?.Definition is not { } connector)
        {
            return [Task.FromResult(new ConnectorReachResult(name, Member: null, entry?.Connector.Problem))];
        }

        return
        [
            TryAsync(name, member: null, connector.Settings.Target, connector, guard, cancellationToken),
            .. connector.Settings.OtherPlaces.Select(place => TryAsync(name, place.Member, place.Target, connector, guard, cancellationToken)),
        ];
    }

    private static async Task<ConnectorReachResult> TryAsync(
        string name, string? member, ConnectorTarget target, ConnectorDefinition connector, EgressGuard guard, CancellationToken cancellationToken) =>
        new(name, member, await ProblemAsync(target, connector, guard, cancellationToken));

    private static async Task<string?> ProblemAsync(
        ConnectorTarget target, ConnectorDefinition connector, EgressGuard guard, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(Patience);
        try
        {
            if (target.Url is { } url)
            {
                EgressGuard.CheckUrl(url);
            }

            var policy = new EgressPolicy(connector.AllowNetworks, target.IsEncrypted);
            if (target is { IsProxied: true, Url: { } proxied })
            {
                // The rest only the proxy could tell, and it would have to be asked for a real request.
                guard.CheckProxied(proxied, policy);
                return null;
            }

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

/// <summary>What was found of one place that a connector goes to.</summary>
/// <param name="Name">The connector.</param>
/// <param name="Member">The member of the connector file that names the place; null for the connector's own endpoint.</param>
/// <param name="Problem">One public-safe sentence; null when it can be connected to.</param>
public sealed record ConnectorReachResult(string Name, string? Member, string? Problem);
