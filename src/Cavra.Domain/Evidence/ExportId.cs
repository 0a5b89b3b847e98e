using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Evidence;

/// <summary>Names one export of evidence.</summary>
public readonly record struct ExportId(Guid Value) : IId<ExportId>
{
    public static string Prefix => "export";

    public static ExportId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
