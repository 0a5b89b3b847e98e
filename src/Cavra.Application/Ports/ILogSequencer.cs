namespace Cavra.Application.Ports;

/// <summary>Takes entries of the caller's workspace into the evidence log and signs what it has become.</summary>
public interface ILogSequencer
{
    /// <summary>
    /// Takes in one batch, whole or not at all. Of several replicas at once one does it, the others find nothing to do.
    /// </summary>
    /// <param name="batch">The most entries to take in.</param>
    /// <param name="cancellationToken">Ends the work; the batch is then not taken in.</param>
    /// <returns>How many entries were taken in; none where the log is not what was signed last.</returns>
    Task<int> TakeInAsync(int batch, CancellationToken cancellationToken);
}
