namespace Cavra.Cli.Demo;

/// <summary>
/// A clock that begins in the past and can be moved on, so that nobody waits 20 minutes for a demo, and nothing of it lies ahead of
/// the clock of a browser that looks at it.
/// </summary>
internal sealed class DemoClock : TimeProvider
{
    private TimeSpan _behind;

    public DemoClock()
    {
        // Just after a full hour, so that the same windows of the worker's schedule begin and end in every demo; and the hour before
        // this one, so that the play, which takes less, is over by now.
        var now = System.GetUtcNow();
        var start = now - new TimeSpan(now.Ticks % TimeSpan.TicksPerHour) - TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1);
        _behind = now - start;
    }

    public override DateTimeOffset GetUtcNow()
    {
        var now = System.GetUtcNow() - _behind;
        // The resolution PostgreSQL keeps.
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    public void MoveOn(TimeSpan time) => _behind = time <= _behind
        ? _behind - time
        : throw new DemoStoppedException("The demo's clock would be ahead of the machine's.");

    /// <summary>Moves on to the present, and goes on with it.</summary>
    /// <returns>How much time that was.</returns>
    public TimeSpan CatchUp()
    {
        var skipped = _behind;
        _behind = TimeSpan.Zero;
        return skipped;
    }
}
