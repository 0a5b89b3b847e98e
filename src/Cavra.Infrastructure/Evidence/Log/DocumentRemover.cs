using Cavra.Application.Ports;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>Takes away bytes of entries by the owner's function, which looks itself whether the log says so.</summary>
internal sealed class DocumentRemover(CavraDbContext db) : IDocumentRemover
{
    public async Task<bool> RemoveAsync(EvidenceRemoval removal, long first, long end, CancellationToken cancellationToken)
    {
        var removed = await db.Database.SqlQuery<int?>(
            $"SELECT cavra_remove_documents({removal.WorkspaceId.Value}, {removal.Id.Value}, {first}, {end}) AS \"Value\"").ToListAsync(cancellationToken);
        return removed is [not null];
    }
}
