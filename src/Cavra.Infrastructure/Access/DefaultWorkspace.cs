using Cavra.Domain.Access;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Access;

/// <summary>The workspace that every instance has, in which evidence of acts on the instance itself is kept too.</summary>
internal sealed class DefaultWorkspace(Migrator migrator, TimeProvider clock)
{
    /// <summary>Reads it, and makes it where it is not there yet.</summary>
    public async Task<Workspace> OpenAsync(CancellationToken cancellationToken)
    {
        await using var db = migrator.NewContext();
        if (await db.Workspaces.SingleOrDefaultAsync(w => w.Name == Workspace.DefaultName, cancellationToken) is { } existing)
        {
            return existing;
        }

        var workspace = Workspace.Open(Workspace.DefaultName, clock.GetUtcNow());
        db.Workspaces.Add(workspace);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return workspace;
        }
        catch (DbUpdateException failure) when (db.LostRace(failure) is not null)
        {
            db.DiscardChanges();
            return await db.Workspaces.SingleAsync(w => w.Name == Workspace.DefaultName, cancellationToken);
        }
    }
}
