using Cavra.Domain.Abstractions;

namespace Cavra.Domain.WorkerRuns;

/// <summary>Names the worker schedule of a workspace.</summary>
public readonly record struct WorkerScheduleId(Guid Value) : IId<WorkerScheduleId>
{
    public static string Prefix => "gordackschedule";

    public static WorkerScheduleId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
