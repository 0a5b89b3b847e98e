using Cavra.Domain.AuditDeliveries;

namespace Cavra.Application.Ports;

/// <summary>This process as a worker: a name that no other process on the database has, and its version.</summary>
public interface IWorkerIdentity
{
    WorkerProcess Worker { get; }
}

/// <summary>Tells those who send that the process is being stopped.</summary>
public interface IStopping
{
    /// <summary>Cancelled when what is being sent can wait no longer: some time after the process was asked to stop.</summary>
    CancellationToken SendingMustEnd { get; }
}
