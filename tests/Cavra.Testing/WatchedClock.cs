using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Cavra.Testing;

/// <summary>A fake clock that tells when somebody begins to wait, so that a test moves time on exactly then.</summary>
internal sealed class WatchedClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>Waits until somebody begins to wait for a time that fits, and says for how long.</summary>
    public async Task<TimeSpan> WaitBegunAsync(Func<TimeSpan, bool> fits)
    {
        while (true)
        {
            var wait = await _waits.Reader.ReadAsync().AsTask().OrHangAsync();
            if (fits(wait))
            {
                return wait;
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }
}
