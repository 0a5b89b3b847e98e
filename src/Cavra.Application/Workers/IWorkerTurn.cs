namespace Cavra.Application.Workers;

/// <summary>One of the worker's loops: what it does in one workspace, each time it is its turn.</summary>
public interface IWorkerTurn
{
    /// <summary>Stable name, snake case: in health, in metrics.</summary>
    string Name { get; }

    /// <summary>How long it rests between two turns when there is nothing left to do.</summary>
    TimeSpan Every { get; }

    /// <summary>Takes one turn. Called in a scope of its own, as the worker of the workspace.</summary>
    /// <returns>True when there is more to do at once: a full batch is followed by the next.</returns>
    Task<bool> TakeAsync(CancellationToken cancellationToken);
}
