using Cavra.Cli.Terminals;
using Cavra.Infrastructure.Persistence;

namespace Cavra.Cli.Databases;

/// <summary>Whether the database has this program's tables. An embedded one is brought there; any other is its owner's to change.</summary>
internal static class Schema
{
    public static async Task<bool> IsCurrentAsync(
        Migrator migrator, bool isEmbedded, Terminal terminal, CancellationToken cancellationToken)
    {
        var pending = await migrator.PendingAsync(cancellationToken);
        if (isEmbedded)
        {
            if (pending.Count > 0)
            {
                terminal.Progress("Bringing the database to this version…");
            }

            await terminal.WaitAsync("Bringing the database to this version…", () => migrator.MigrateAsync(cancellationToken));
            return true;
        }

        if (pending.Count == 0)
        {
            return true;
        }

        terminal.Fail($"The database is {pending.Count} migrations behind this version of Cavra. Run: cavra db migrate");
        return false;
    }
}
