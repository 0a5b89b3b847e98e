namespace Cavra.Domain.WorkerRuns;

/// <summary>One turn of a worker schedule: from its start, which belongs to it, to its end, which belongs to the next.</summary>
public readonly record struct Window(DateTimeOffset Start, DateTimeOffset End)
{
    public TimeSpan Length => End - Start;

    public bool Contains(DateTimeOffset instant) => Start <= instant && instant < End;
}
