using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;

namespace Cavra.Application.AuditDeliveries;

/// <summary>What came of one round of attempts, as answers show it.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="EventType">Type of the event, as its envelope says it.</param>
/// <param name="EventId">Id of the event sent; the same at every attempt, so that a receiver can drop a duplicate.</param>
/// <param name="SessionId">Id of the document that the event is about.</param>
/// <param name="GeneratedAt">When the round was over.</param>
/// <param name="Success">Whether every destination of the round took the event, and there was one.</param>
/// <param name="Deliveries">One item a destination, in the order they were tried.</param>
public sealed record ConnectorDeliveryView(
    string SchemaVersion, string Product, string EventType, DeliveryEventId EventId, string SessionId, DateTimeOffset GeneratedAt,
    bool Success, IReadOnlyList<ConnectorDeliveryItem> Deliveries)
{
    public static ConnectorDeliveryView Of(ConnectorDelivery delivery) => new(
        WireNames.ConnectorDeliverySchema, WireNames.Product, delivery.EventType, delivery.EventId, delivery.SessionId,
        delivery.GeneratedAt, delivery.Success, delivery.Deliveries);
}
