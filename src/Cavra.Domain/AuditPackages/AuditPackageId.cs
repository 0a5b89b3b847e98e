using Cavra.Domain.Abstractions;

namespace Cavra.Domain.AuditPackages;

/// <summary>Names one audit package.</summary>
public readonly record struct AuditPackageId(Guid Value) : IId<AuditPackageId>
{
    public static string Prefix => "gordackaudit";

    public static AuditPackageId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
