using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Evidence.Log;

/// <summary>Names one erasure of an evidence entry's text.</summary>
public readonly record struct EvidenceErasureId(Guid Value) : IId<EvidenceErasureId>
{
    public static string Prefix => "erasure";

    public static EvidenceErasureId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
