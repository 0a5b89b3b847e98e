using Cavra.Domain.Evidence.Log;

namespace Cavra.Application.Ports;

/// <summary>Takes away the bytes of entries that a removal covers.</summary>
public interface IDocumentRemover
{
    /// <summary>Takes away those between two indexes.</summary>
    /// <param name="removal">What was decided.</param>
    /// <param name="first">Index of the first.</param>
    /// <param name="end">Index after the last one.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False, and nothing went, while no checkpoint is over the entry that says so, or where that entry says something else.</returns>
    Task<bool> RemoveAsync(EvidenceRemoval removal, long first, long end, CancellationToken cancellationToken);
}
