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
