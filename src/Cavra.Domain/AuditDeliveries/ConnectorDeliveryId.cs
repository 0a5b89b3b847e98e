using Cavra.Domain.Abstractions;

namespace Cavra.Domain.AuditDeliveries;

/// <summary>Names the account of one round of attempts with one event.</summary>
public readonly record struct ConnectorDeliveryId(Guid Value) : IId<ConnectorDeliveryId>
{
    public static string Prefix => "rcdround";

    public static ConnectorDeliveryId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
