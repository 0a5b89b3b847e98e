using Cavra.Application.Access;

namespace Cavra.Application.Workers;

/// <summary>
/// Goes on with calls that were answered as soon as they were begun. There is room for so many in a process; beyond that, callers
/// wait for the end as those do who did not ask for an early answer.
/// </summary>
public sealed class EarlyAnswers(WorkInHand inHand)
{
    /// <summary>The most calls that go on after their answer at once, in this process.</summary>
    public const int Room = 64;

    private int _underWay;

    /// <summary>Begins the rest of a call and returns while it goes on; false, and nothing is begun, where there is no room.</summary>
    /// <param name="call">The call.</param>
    /// <param name="rest">What is left to be done, in a scope of its own. A process that is told to stop waits for it.</param>
    public bool TryBegin(Call call, Func<IServiceProvider, Task> rest)
    {
        if (Interlocked.Increment(ref _underWay) > Room)
        {
            Interlocked.Decrement(ref _underWay);
            return false;
        }

        // It takes none of the room of the loops: what a person asked for must not hold up what is due by itself.
        inHand.Begin(call, [], services => TakeAsync(rest, services));
        return true;
    }

    private async Task TakeAsync(Func<IServiceProvider, Task> rest, IServiceProvider services)
    {
        try
        {
            await rest(services);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
