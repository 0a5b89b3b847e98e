namespace Cavra.Domain.WorkerRuns;

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
