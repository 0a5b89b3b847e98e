using Cavra.Application.Access;
using Cavra.Application.Evidence;

namespace Cavra.Application.Ports;

/// <summary>Leaves evidence of a command that crashed, from a scope of its own that the crash can't have touched.</summary>
internal interface IFaultRecorder
{
    /// <summary>Writes the entry; never throws, for the crash itself must reach the caller.</summary>
    Task RecordAsync(Call call, CommandFacts command, CancellationToken cancellationToken);
}
