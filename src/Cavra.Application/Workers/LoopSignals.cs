using System.Collections.Concurrent;

namespace Cavra.Application.Workers;

/// <summary>Calls a loop to its next turn before its rest is over.</summary>
public sealed class LoopSignals
{
    /// <summary>The loop that tells event streams of committed entries.</summary>
    public const string EvidenceFeed = "evidence_feed";

    /// <summary>The loop that begins what is due by itself.</summary>
    public const string Delivery = "delivery";

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _bells = new();

    /// <summary>Ends with the next ring for the loop.</summary>
    public Task Rung(string loop) => _bells.GetOrAdd(loop, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Calls a loop; one that is at work takes another turn after it.</summary>
    public void Ring(string loop)
    {
        if (_bells.TryRemove(loop, out var bell))
        {
            bell.SetResult();
        }
    }
}
