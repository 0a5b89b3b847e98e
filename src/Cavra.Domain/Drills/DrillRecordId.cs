using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Drills;

/// <summary>Identifies a drill's record in Cavra; the drill's own id is the caller's text.</summary>
public readonly record struct DrillRecordId(Guid Value) : IId<DrillRecordId>
{
    public static string Prefix => "gordrill";

    public static DrillRecordId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
