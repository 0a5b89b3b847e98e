using Cavra.Domain.Access;

namespace Cavra.Application.AuditDeliveries;

/// <summary>
/// Puts the rounds that end while others of their workspace are being recorded into one recording, the next: with many at once a
/// commit serves many, and nobody waits for a connector's row. A round that ends alone is recorded at once.
/// </summary>
internal sealed class RecordingQueue
{
    /// <summary>The most attempts that are recorded together.</summary>
    public const int Batch = 100;

    private readonly Lock _queueing = new();

    // A workspace that is here has somebody who records.
    private readonly Dictionary<WorkspaceId, Queue<Waiting>> _waiting = [];

    /// <summary>How many attempts wait for the next recording.</summary>
    public int WaitingIn(WorkspaceId workspace)
    {
        lock (_queueing)
        {
            return _waiting.TryGetValue(workspace, out var waiting) ? waiting.Sum(round => round.Round.Made.Count) : 0;
        }
    }

    /// <summary>Returns when the round is recorded, by whoever records just then.</summary>
    /// <param name="workspace">Whose round it is.</param>
    /// <param name="round">What is to be recorded.</param>
    /// <param name="record">Records rounds together; false when each must be recorded by itself.</param>
    public async Task RecordAsync(WorkspaceId workspace, SentRound round, Func<IReadOnlyList<SentRound>, Task<bool>> record)
    {
        var own = new Waiting(round);
        if (IsFirst(workspace, own))
        {
            while (Next(workspace) is { Count: > 0 } batch)
            {
                await RecordAsync(batch, record);
            }
        }

        await own.Recorded.Task;
    }

    private static async Task RecordAsync(List<Waiting> batch, Func<IReadOnlyList<SentRound>, Task<bool>> record)
    {
        try
        {
            if (await record([.. batch.Select(waiting => waiting.Round)]))
            {
                batch.ForEach(waiting => waiting.Recorded.SetResult());
                return;
            }
        }
        catch (Exception fault)
        {
            batch.ForEach(waiting => waiting.Recorded.SetException(fault));
            return;
        }

        foreach (var waiting in batch)
        {
            await RecordAsync([waiting], record);
        }
    }

    private bool IsFirst(WorkspaceId workspace, Waiting own)
    {
        lock (_queueing)
        {
            var isFirst = _waiting.TryAdd(workspace, []);
            _waiting[workspace].Enqueue(own);
            return isFirst;
        }
    }

    private List<Waiting> Next(WorkspaceId workspace)
    {
        lock (_queueing)
        {
            var (queue, batch, attempts) = (_waiting[workspace], new List<Waiting>(), 0);
            while (queue.TryPeek(out var next) && (batch.Count == 0 || attempts + next.Round.Made.Count <= Batch))
            {
                attempts += next.Round.Made.Count;
                batch.Add(queue.Dequeue());
            }

            if (batch.Count == 0)
            {
                _waiting.Remove(workspace);
            }

            return batch;
        }
    }

    private sealed record Waiting(SentRound Round)
    {
        public TaskCompletionSource Recorded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
