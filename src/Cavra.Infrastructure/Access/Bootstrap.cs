using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Access;

/// <summary>Opens the default workspace, makes the log's first signing key and writes the administrator's key, on the first start and never again.</summary>
public sealed class Bootstrap(Migrator migrator, ILogKeys logKeys, TimeProvider clock)
{
    /// <summary>The name of the first key.</summary>
    public const string AdministratorName = "administrator";

    /// <summary>The roles of the first key. Approving needs a second person's key, by design.</summary>
    public static IReadOnlyList<string> AdministratorRoles { get; } = [Roles.Admin, Roles.Operator, Roles.Executor];

    /// <summary>Makes sure that the workspace exists and somebody can administer it.</summary>
    /// <returns>The path of the key file if it was written now; null when there was nothing to do.</returns>
    public async Task<string?> PrepareAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        await logKeys.PrepareAsync(cancellationToken);
        await using var db = migrator.NewContext();
        var workspace = await OpenDefaultAsync(db, cancellationToken);

        // Of two first starts at once the second waits here, and then finds the key of the first. Saving ends the transaction.
        await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT FROM workspaces WHERE id = {workspace.Id.Value} FOR UPDATE", cancellationToken);
        var anyKey = await db.ApiKeys.IgnoreQueryFilters().AnyAsync(key => key.WorkspaceId == workspace.Id, cancellationToken);
        if (anyKey)
        {
            return null;
        }

        // The file comes first: a key that was stored and never handed out would lock everybody out.
        var secret = KeySecret.New();
        var key = ApiKey.Issue(
            workspace.Id, AdministratorName, AdministratorRoles, KeySecret.Hash(secret), expiresAt: null, [], "first start", clock.GetUtcNow());
        var path = Path.Combine(dataDirectory, "admin.key");
        PrivateFile.Write(path, KeySecret.Compose(key.Id, secret));
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync(cancellationToken);
        return path;
    }

    /// <summary>The default workspace, which is there from now on.</summary>
    internal async Task<Workspace> OpenDefaultAsync(CancellationToken cancellationToken)
    {
        await using var db = migrator.NewContext();
        return await OpenDefaultAsync(db, cancellationToken);
    }

    private async Task<Workspace> OpenDefaultAsync(CavraDbContext db, CancellationToken cancellationToken)
    {
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
