namespace Cavra.Application.Ports;

/// <summary>Has checkpoints of the caller's workspace time-stamped by the authority that is configured.</summary>
public interface ICheckpointStamps
{
    /// <summary>Whether there is an authority at all.</summary>
    bool AreMade { get; }

    /// <summary>
    /// Has the newest checkpoint stamped if one is due and the authority did not fail just now. What is wrong with it is recorded, and
    /// no failure of this.
    /// </summary>
    Task StampAsync(CancellationToken cancellationToken);
}
