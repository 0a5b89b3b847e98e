using System.Collections.Concurrent;
using Cavra.Domain.Access;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>How long whoever failed is left alone about one log: a witness, or the time-stamping authority. Each process counts for itself, from nothing.</summary>
internal sealed class AskPauses(TimeProvider clock)
{
    /// <summary>After the first failure; it doubles with each.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(30);

    /// <summary>It gets no longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<(WorkspaceId, string), Pause> _pauses = new();

    public bool IsOver(WorkspaceId workspace, string whom) =>
        !_pauses.TryGetValue((workspace, whom), out var pause) || pause.Until <= clock.GetUtcNow();

    public void Failed(WorkspaceId workspace, string whom)
    {
        var now = clock.GetUtcNow();
        _pauses.AddOrUpdate(
            (workspace, whom), _ => new Pause(now + First, First),
            (_, before) => Longer(before.Length * 2) is var longer ? new Pause(now + longer, longer) : before);
    }

    public void Answered(WorkspaceId workspace, string whom) => _pauses.TryRemove((workspace, whom), out _);

    private static TimeSpan Longer(TimeSpan pause) => pause < Longest ? pause : Longest;

    private sealed record Pause(DateTimeOffset Until, TimeSpan Length);
}
