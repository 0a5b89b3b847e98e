using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;

namespace Cavra.Application.AuditDeliveries;

/// <summary>What came of one round of attempts, as answers show it.</summary>
public sealed record ConnectorDeliveryView(
    string SchemaVersion, string Product, string EventType, DeliveryEventId EventId, string SessionId, DateTimeOffset GeneratedAt,
    bool Success, IReadOnlyList<ConnectorDeliveryItem> Deliveries)
{
    public static ConnectorDeliveryView Of(ConnectorDelivery delivery) => new(
        WireNames.ConnectorDeliverySchema, WireNames.Product, delivery.EventType, delivery.EventId, delivery.SessionId,
        delivery.GeneratedAt, delivery.Success, delivery.Deliveries);
}
