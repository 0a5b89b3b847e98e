using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Evidence;

/// <summary>Identifies one evidence entry.</summary>
public readonly record struct EvidenceId(Guid Value) : IId<EvidenceId>
{
    public static string Prefix => "evidence";

    public static EvidenceId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
