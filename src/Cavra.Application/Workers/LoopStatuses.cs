using System.Collections.Concurrent;

namespace Cavra.Application.Workers;

/// <summary>Where the worker's loops of this process report their last successful turn.</summary>
public sealed class LoopStatuses
{
    private readonly ConcurrentDictionary<string, LoopStatus> _loops = new();

    /// <summary>A loop has started; it is late when it has no successful turn within <paramref name="bound"/>.</summary>
    public void Started(string loop, TimeSpan bound, DateTimeOffset now) => _loops[loop] = new LoopStatus(loop, bound, now, null);

    /// <summary>A loop has gone once through all workspaces without an error.</summary>
    public void Turned(string loop, DateTimeOffset now) =>
        _loops.AddOrUpdate(
            loop, name => new LoopStatus(name, TimeSpan.MaxValue, now, now), (_, status) => status with { LastTurnAt = now });

    public IReadOnlyList<LoopStatus> Read() => [.. _loops.Values.OrderBy(status => status.Name, StringComparer.Ordinal)];
}

/// <summary>How one loop of this process is doing.</summary>
/// <param name="Name">The loop's name.</param>
/// <param name="Bound">The longest it may go without a successful turn.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="LastTurnAt">Its last successful turn; null before the first.</param>
public sealed record LoopStatus(string Name, TimeSpan Bound, DateTimeOffset StartedAt, DateTimeOffset? LastTurnAt)
{
    public bool IsLate(DateTimeOffset now) => now - (LastTurnAt ?? StartedAt) > Bound;
}
