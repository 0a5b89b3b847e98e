using Cavra.Application.Ports;
using Cavra.Infrastructure.Connectors;

namespace Cavra.Infrastructure.Delivery.Providers;

/// <summary>
/// Speaks one vendor's wire form. A new one is a file in this folder and its line in <see cref="DeliveryServices"/>: it brings
/// its own members, what it sends, and how the vendor confirms it.
/// </summary>
internal interface IProvider
{
    /// <summary>What <c>provider</c> says in the connector file.</summary>
    string Name { get; }

    /// <summary>
    /// Reads the members that this provider alone knows and refuses what is wrong with them. Each secret read is added to
    /// <paramref name="secrets"/>, so that it is scrubbed from answers.
    /// </summary>
    /// <returns>What <see cref="DeliveryTry.Settings"/> will hold; not used when anything was refused.</returns>
    object ReadSettings(ConnectorMembers members, List<Secret> secrets);

    /// <summary>Makes one try, by as many requests as the vendor needs, and judges the answers.</summary>
    Task<TryOutcome> TryAsync(DeliveryTry dispatch, CancellationToken cancellationToken);
}

/// <summary>One try, as a provider gets it.</summary>
/// <param name="Workspace">The workspace's name.</param>
/// <param name="Event">What to send.</param>
/// <param name="Endpoint">Where to.</param>
/// <param name="Settings">What the provider read from the connector file.</param>
/// <param name="Now">When the try began.</param>
/// <param name="Http">The way to send: guarded, bounded, with the connector's headers and credentials.</param>
internal sealed record DeliveryTry(
    string Workspace, OutgoingEvent Event, Uri Endpoint, object Settings, DateTimeOffset Now, HttpExchange Http);
