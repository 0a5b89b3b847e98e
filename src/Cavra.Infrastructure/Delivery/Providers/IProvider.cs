using Cavra.Application.Ports;
using Cavra.Infrastructure.Connectors;

namespace Cavra.Infrastructure.Delivery.Providers;

/// <summary>
/// Speaks one vendor's wire form: what it sends, how the vendor confirms it, by what it drops duplicates. How that is carried is
/// its transport's business. A new one is a folder here and its line in <see cref="BuiltIn"/>.
/// </summary>
internal interface IProvider
{
    /// <summary>What <c>provider</c> says in the connector file.</summary>
    string Name { get; }

    /// <summary>Reads the members that are not common to all connectors and refuses what is wrong with them.</summary>
    /// <returns>Null when it can't even be told where to send; not used when anything was refused.</returns>
    ProviderSettings? Read(ConnectorMembers members);

    /// <summary>Makes one try, by as many requests as the vendor needs, and judges the answers.</summary>
    Task<TryOutcome> TryAsync(DeliveryTry attempt, IExchange exchange, CancellationToken cancellationToken);

    /// <summary>Asks the vendor whether it has what it took before.</summary>
    /// <param name="attempt">The try that was taken.</param>
    /// <param name="reference">What the vendor calls it: <see cref="TryOutcome.Reference"/>.</param>
    /// <param name="exchange">The way to ask.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>False when it does not say so, or not yet.</returns>
    Task<bool> HasItAsync(DeliveryTry attempt, string reference, IExchange exchange, CancellationToken cancellationToken);
}

/// <summary>One try, as a provider gets it.</summary>
/// <param name="Workspace">The workspace's name.</param>
/// <param name="Event">What to send.</param>
/// <param name="Settings">What the provider read from the connector file.</param>
/// <param name="Now">When the try began.</param>
internal sealed record DeliveryTry(string Workspace, OutgoingEvent Event, ProviderSettings Settings, DateTimeOffset Now)
{
    /// <summary>The attempt's number, from 1.</summary>
    public int Number { get; init; } = 1;

    /// <summary>What the vendor called what it took of the same episode before; null where there was nothing.</summary>
    public string? EpisodeReference { get; init; }

    /// <summary>Whether the vendor may have it already: an earlier try may have got through without our knowing.</summary>
    public bool IsRepeat { get; init; }
}

/// <summary>A provider whose settings are of one type and whose transport is of another.</summary>
internal abstract class Provider<TSettings, TExchange> : IProvider
    where TSettings : ProviderSettings
    where TExchange : class, IExchange
{
    public abstract string Name { get; }

    ProviderSettings? IProvider.Read(ConnectorMembers members) => Read(members);

    Task<TryOutcome> IProvider.TryAsync(DeliveryTry attempt, IExchange exchange, CancellationToken cancellationToken) =>
        TryAsync(attempt, (TSettings)attempt.Settings, (TExchange)exchange, cancellationToken);

    Task<bool> IProvider.HasItAsync(DeliveryTry attempt, string reference, IExchange exchange, CancellationToken cancellationToken) =>
        HasItAsync(attempt, (TSettings)attempt.Settings, reference, (TExchange)exchange, cancellationToken);

    protected abstract TSettings? Read(ConnectorMembers members);

    protected abstract Task<TryOutcome> TryAsync(
        DeliveryTry attempt, TSettings settings, TExchange exchange, CancellationToken cancellationToken);

    /// <summary>Providers that give a <see cref="TryOutcome.Reference"/> say here how to ask by it.</summary>
    protected virtual Task<bool> HasItAsync(
        DeliveryTry attempt, TSettings settings, string reference, TExchange exchange, CancellationToken cancellationToken) => Task.FromResult(false);
}
