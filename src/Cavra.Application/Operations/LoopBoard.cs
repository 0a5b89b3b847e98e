using System.Collections.Concurrent;

namespace Cavra.Application.Operations;

/// <summary>
/// Where every background loop of this process reports its turns, so that one that has silently stopped is seen from outside.
/// </summary>
public sealed class LoopBoard(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, LoopStatus> _loops = new();

    /// <summary>Enters a loop before its first turn, which is expected within the bound.</summary>
    /// <param name="loop">A fixed name in snake case; it becomes a label of a metric.</param>
    /// <param name="bound">The longest that may pass between two successful turns.</param>
    public void Join(string loop, TimeSpan bound) => _loops[loop] = new LoopStatus(loop, clock.GetUtcNow(), bound);

    /// <summary>Notes that a loop has done a turn successfully. A turn that failed is not reported.</summary>
    public void Turned(string loop) => _loops[loop] = _loops[loop] with { LastTurnAt = clock.GetUtcNow() };

    /// <summary>Takes a loop off that has ended on purpose.</summary>
    public void Leave(string loop) => _loops.TryRemove(loop, out _);

    /// <summary>Every loop that has joined, by name.</summary>
    public IReadOnlyList<LoopStatus> Read() => [.. _loops.Values.OrderBy(status => status.Loop, StringComparer.Ordinal)];
}

/// <summary>How a background loop is doing.</summary>
/// <param name="Loop">Its name.</param>
/// <param name="LastTurnAt">When its last successful turn ended; when it joined, before the first.</param>
/// <param name="Bound">The longest that may pass between two successful turns.</param>
public sealed record LoopStatus(string Loop, DateTimeOffset LastTurnAt, TimeSpan Bound)
{
    /// <summary>Whether more than the bound has passed; the bound itself is still in time.</summary>
    public bool IsLate(DateTimeOffset now) => now - LastTurnAt > Bound;
}
