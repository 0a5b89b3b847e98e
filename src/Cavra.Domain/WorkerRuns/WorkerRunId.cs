using Cavra.Domain.Abstractions;

namespace Cavra.Domain.WorkerRuns;

/// <summary>Names one worker run.</summary>
public readonly record struct WorkerRunId(Guid Value) : IId<WorkerRunId>
{
    public static string Prefix => "gordackworker";

    public static WorkerRunId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
