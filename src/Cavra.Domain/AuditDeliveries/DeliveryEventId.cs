using Cavra.Domain.Abstractions;

namespace Cavra.Domain.AuditDeliveries;

/// <summary>Names what is sent; the same at every attempt, so that a receiver can drop duplicates.</summary>
public readonly record struct DeliveryEventId(Guid Value) : IId<DeliveryEventId>
{
    public static string Prefix => "rcd";

    public static DeliveryEventId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
