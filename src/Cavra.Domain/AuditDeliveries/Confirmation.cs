using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.AuditDeliveries;

/// <summary>That a vendor was asked for the confirmation of what it took, or has given it.</summary>
/// <param name="Destination">What it was asked about, as it stands now.</param>
public sealed record Confirmation(Destination Destination) : IEvidenced
{
    public EvidenceFacts Evidence => new(
        WireNames.ConfirmationKind, "destination", Destination.Id.ToString(), new Dictionary<string, object?>
        {
            ["destination_id"] = Destination.Id.ToString(),
            ["connector_delivery_source"] = WireNames.Of(Destination.Source),
            ["event_id"] = Destination.EventId.ToString(),
            ["audit_id"] = Destination.AuditId?.ToString(),
            ["delivery_id"] = Destination.DeliveryId?.ToString(),
            ["provider"] = Destination.Provider,
            ["connector"] = Destination.Connector,
            ["outcome"] = Destination.Outcome is { } outcome ? WireName.Of(outcome) : null,
            ["asked_count"] = Destination.AskedCount,
        });
}
