namespace Cavra.Cli.Demo;

/// <summary>A clock that runs like any other and can be moved on, so that nobody waits 20 minutes for a demo.</summary>
internal sealed class DemoClock : TimeProvider
{
    private readonly DateTimeOffset _start;
    private readonly long _began = System.GetTimestamp();

    private TimeSpan _moved;

    public DemoClock()
    {
        // Just after the full hour, so that the same windows of the worker's schedule begin and end in every demo.
        var now = System.GetUtcNow();
        _start = now - new TimeSpan(now.Ticks % TimeSpan.TicksPerHour) + TimeSpan.FromMinutes(1);
    }

    public override DateTimeOffset GetUtcNow()
    {
        var now = _start + _moved + System.GetElapsedTime(_began);
        // The resolution PostgreSQL keeps.
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    public void MoveOn(TimeSpan time) => _moved += time;
}
