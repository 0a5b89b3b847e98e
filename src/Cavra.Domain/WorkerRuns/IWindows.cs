namespace Cavra.Domain.WorkerRuns;

/// <summary>
/// The windows of a schedule, which follow one another without a gap: implementations are pure, and the same for everybody
/// who asks, wherever the process runs.
/// </summary>
public interface IWindows
{
    /// <summary>The window that contains <paramref name="instant"/>.</summary>
    Window At(DateTimeOffset instant);

    /// <summary>The window before the one that contains <paramref name="instant"/>.</summary>
    Window Before(DateTimeOffset instant) => At(At(instant).Start.AddTicks(-1));

    /// <summary>The window after the one that contains <paramref name="instant"/>.</summary>
    Window After(DateTimeOffset instant) => At(At(instant).End);

    /// <summary>The first window that starts at <paramref name="instant"/> or later.</summary>
    Window FirstFrom(DateTimeOffset instant)
    {
        var current = At(instant);
        return current.Start == instant ? current : At(current.End);
    }

    /// <summary>How many windows lie whole between the two instants, bounds included; 0 when the second is earlier.</summary>
    long CountWhole(DateTimeOffset since, DateTimeOffset until);
}

/// <summary>One turn of a worker schedule: from its start, which belongs to it, to its end, which belongs to the next.</summary>
public readonly record struct Window(DateTimeOffset Start, DateTimeOffset End)
{
    public TimeSpan Length => End - Start;

    public bool Contains(DateTimeOffset instant) => Start <= instant && instant < End;
}

/// <summary>Windows of equal length, aligned to multiples of it since the Unix epoch.</summary>
/// <param name="Minutes">Length of each window, in the range of <see cref="WorkerTerms.IntervalMinutes"/>.</param>
public sealed record IntervalWindows(int Minutes) : IWindows
{
    private long Ticks => Minutes * TimeSpan.TicksPerMinute;

    public Window At(DateTimeOffset instant)
    {
        var start = StartOf(Index(instant));
        return new Window(start, start.AddTicks(Ticks));
    }

    public long CountWhole(DateTimeOffset since, DateTimeOffset until)
    {
        var first = Index(since);
        if (StartOf(first) < since)
        {
            first++;
        }

        return Math.Max(0, Index(until) - first);
    }

    private DateTimeOffset StartOf(long index) => DateTimeOffset.UnixEpoch.AddTicks(index * Ticks);

    private long Index(DateTimeOffset instant)
    {
        var (quotient, remainder) = Math.DivRem((instant - DateTimeOffset.UnixEpoch).Ticks, Ticks);
        return remainder < 0 ? quotient - 1 : quotient;
    }
}
