using System.Collections.Concurrent;
using Cavra.Domain.Access;

namespace Cavra.Infrastructure.Evidence.Log.Witnesses;

/// <summary>How long a witness that failed is left alone about one log. Each process counts for itself, from nothing.</summary>
internal sealed class WitnessPauses(TimeProvider clock)
{
    /// <summary>After the first failure; it doubles with each.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(30);

    /// <summary>It gets no longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<(WorkspaceId, string), Pause> _pauses = new();

    public bool IsOver(WorkspaceId workspace, Witness witness) =>
        !_pauses.TryGetValue((workspace, witness.Key.Name), out var pause) || pause.Until <= clock.GetUtcNow();

    public void Failed(WorkspaceId workspace, Witness witness)
    {
        var now = clock.GetUtcNow();
        _pauses.AddOrUpdate(
            (workspace, witness.Key.Name), _ => new Pause(now + First, First), (_, before) => Longer(before.Length * 2) is var longer ? new Pause(now + longer, longer) : before);
    }

    public void Answered(WorkspaceId workspace, Witness witness) => _pauses.TryRemove((workspace, witness.Key.Name), out _);

    private static TimeSpan Longer(TimeSpan pause) => pause < Longest ? pause : Longest;

    private sealed record Pause(DateTimeOffset Until, TimeSpan Length);
}
