using Cavra.Domain.AuditDeliveries;

namespace Cavra.Application.Ports;

/// <summary>This process as a worker: a name that no other process on the database has, and its version.</summary>
public interface IWorkerIdentity
{
    WorkerProcess Worker { get; }
}
