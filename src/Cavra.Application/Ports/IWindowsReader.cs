using Cavra.Domain.Abstractions;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.Ports;

/// <summary>Reads when a worker schedule's windows begin and end: the only place that understands cron and time zones.</summary>
public interface IWindowsReader
{
    /// <summary>The windows of these terms, or what can't be read about them.</summary>
    Result<IWindows> Read(WorkerTerms terms);
}
