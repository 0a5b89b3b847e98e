using Cavra.Domain.Abstractions;

namespace Cavra.Domain.AuditDeliveries;

/// <summary>Names one attempt at a destination, or the record that none was made.</summary>
public readonly record struct AttemptId(Guid Value) : IId<AttemptId>
{
    public static string Prefix => "rca";

    public static AttemptId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
