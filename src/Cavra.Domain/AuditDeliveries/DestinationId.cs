using Cavra.Domain.Abstractions;

namespace Cavra.Domain.AuditDeliveries;

/// <summary>Names one destination: one event on its way to one connector.</summary>
public readonly record struct DestinationId(Guid Value) : IId<DestinationId>
{
    public static string Prefix => "gordackdest";

    public static DestinationId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
