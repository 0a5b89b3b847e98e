using Cavra.Domain.Abstractions;

namespace Cavra.Domain.AuditDeliveries;

/// <summary>Names one audit delivery: a package on its way to its destinations.</summary>
public readonly record struct AuditDeliveryId(Guid Value) : IId<AuditDeliveryId>
{
    public static string Prefix => "gordackdelivery";

    public static AuditDeliveryId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
