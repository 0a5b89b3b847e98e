using System.Reflection;
using System.Security.Cryptography;
using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;

namespace Cavra.Infrastructure.Scheduling;

/// <summary>Names this process at random: a host's name is nobody's business who reads the evidence.</summary>
internal sealed class WorkerIdentity : IWorkerIdentity
{
    public WorkerProcess Worker { get; } = new(
        $"worker-{RandomNumberGenerator.GetHexString(12, lowercase: true)}",
        typeof(WorkerIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0");
}
