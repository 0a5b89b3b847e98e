using Cavra.Application.Evidence;
using Cavra.Domain.AuditDeliveries;

namespace Cavra.Application.AuditDeliveries;

/// <summary>
/// What else follows when connectors take an event of a source. It is saved with the record of the taking, so that no crash
/// comes between the two; the same taking may be reported twice.
/// </summary>
internal interface IDeliveryAcceptedHandler
{
    DeliverySource Source { get; }

    /// <param name="what">The event.</param>
    /// <param name="taken">The destinations that took it in this round; at least one.</param>
    /// <param name="evidence">What proves it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task FollowAsync(
        DeliveryEvent what, IReadOnlyList<Destination> taken, MetadataItem evidence, CancellationToken cancellationToken);
}
