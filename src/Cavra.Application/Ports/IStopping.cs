namespace Cavra.Application.Ports;

/// <summary>Tells those who send that the process is being stopped.</summary>
public interface IStopping
{
    /// <summary>Cancelled when what is being sent can wait no longer: some time after the process was asked to stop.</summary>
    CancellationToken SendingMustEnd { get; }
}
