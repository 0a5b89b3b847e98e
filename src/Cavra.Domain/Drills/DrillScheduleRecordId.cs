using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Drills;

/// <summary>Where a schedule stands in lists, by when it was first defined; people know it by its name.</summary>
public readonly record struct DrillScheduleRecordId(Guid Value) : IId<DrillScheduleRecordId>
{
    public static string Prefix => "gordschedule";

    public static DrillScheduleRecordId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
