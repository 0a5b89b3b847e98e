using Cavra.Application.Ports;

namespace Cavra.Infrastructure.Delivery.Providers;

/// <summary>One try, as a provider gets it.</summary>
/// <param name="Workspace">The workspace's name.</param>
/// <param name="Event">What to send.</param>
/// <param name="Endpoint">Where to.</param>
/// <param name="Settings">What the provider read from the connector file.</param>
/// <param name="Now">When the try began.</param>
/// <param name="Http">The way to send: guarded, bounded, with the connector's headers and credentials.</param>
internal sealed record DeliveryTry(
    string Workspace, OutgoingEvent Event, Uri Endpoint, object Settings, DateTimeOffset Now, HttpExchange Http);
