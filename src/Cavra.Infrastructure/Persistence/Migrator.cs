using Cavra.Infrastructure.Persistence.Migrations;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cavra.Infrastructure.Persistence;

/// <summary>Brings the database to the version of this program. Two that start together do not race: one waits.</summary>
public sealed class Migrator(NpgsqlDataSource source)
{
    /// <summary>Applies what is missing and tells which migrations those were.</summary>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = NewContext();
        await RenameAsync(context, cancellationToken);
        var pending = await PendingAsync(context, cancellationToken);
        if (pending.Count > 0)
        {
            // EF takes a lock of its own on the history table and looks again once it holds it.
            await context.Database.MigrateAsync(cancellationToken);
        }

        return pending;
    }

    /// <summary>The migrations this program has and the database has not.</summary>
    public async Task<IReadOnlyList<string>> PendingAsync(CancellationToken cancellationToken)
    {
        await using var context = NewContext();
        return await PendingAsync(context, cancellationToken);
    }

    /// <summary>The migrations the database has and this program does not know: a newer one made them.</summary>
    public async Task<IReadOnlyList<string>> UnknownAsync(CancellationToken cancellationToken)
    {
        await using var context = NewContext();
        var applied = await context.Database.GetAppliedMigrationsAsync(cancellationToken);
        return [.. applied.Except(context.Database.GetMigrations()).Where(id => id != EvidenceEntriesRules.FormerId)];
    }

    // Databases that took it under its former name have it: what it makes is there.
    private static async Task RenameAsync(CavraDbContext context, CancellationToken cancellationToken) =>
        await context.Database.ExecuteSqlRawAsync(
            $"""
            DO $$ BEGIN
                IF to_regclass('"__EFMigrationsHistory"') IS NOT NULL THEN
                    UPDATE "__EFMigrationsHistory" SET migration_id = '{EvidenceEntriesRules.Id}'
                    WHERE migration_id = '{EvidenceEntriesRules.FormerId}';
                END IF;
            END $$
            """, cancellationToken);

    private static async Task<IReadOnlyList<string>> PendingAsync(CavraDbContext context, CancellationToken cancellationToken) =>
        [.. await context.Database.GetPendingMigrationsAsync(cancellationToken)];

    internal CavraDbContext NewContext()
    {
        var options = new DbContextOptionsBuilder<CavraDbContext>();
        PersistenceServices.Configure(options, source);
        return new CavraDbContext(options.Options);
    }
}
