using System.Text;
using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Persistence;
using Cavra.Verification;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>
/// Holds the database to its own log: every entry, every tile, every checkpoint that was ever signed, and every entry that is in
/// neither the log nor its queue.
/// </summary>
public sealed class LogCheck(NpgsqlDataSource source, Migrator migrator, ILogKeys logKeys)
{
    /// <summary>The workspaces there are, by name.</summary>
    public async Task<IReadOnlyList<Workspace>> WorkspacesAsync(CancellationToken cancellationToken)
    {
        await using var db = migrator.NewContext();
        return await db.Workspaces.AsNoTracking().OrderBy(workspace => workspace.Name).ToListAsync(cancellationToken);
    }

    /// <summary>Checks one workspace's log until the first bad thing.</summary>
    /// <param name="workspace">Which.</param>
    /// <param name="earlier">A checkpoint of it that was kept elsewhere; null when there is none.</param>
    /// <param name="progress">Told how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<LogCheckResult> CheckAsync(
        Workspace workspace, byte[]? earlier, IProgress<(long Checked, long Of)>? progress, CancellationToken cancellationToken)
    {
        var waiting = await CountAsync("SELECT count(*) FROM log_awaiting WHERE workspace_id = $1", workspace, cancellationToken);
        var lost = await CountAsync(EmbeddedSql.Read("LostEntries.sql"), workspace, cancellationToken);
        var verdict = lost > 0
            ? new Verdict(Finding.Missing, $"{lost} entries are in neither the log nor its queue.") { File = "log_awaiting" }
            : await VerifyAsync(workspace, earlier, progress, cancellationToken);
        return new LogCheckResult(workspace.Name, waiting, verdict);
    }

    private async Task<Verdict> VerifyAsync(
        Workspace workspace, byte[]? earlier, IProgress<(long Checked, long Of)>? progress, CancellationToken cancellationToken)
    {
        var origin = LogOrigin.Of(await logKeys.InstanceAsync(cancellationToken), workspace.Name);
        var (notes, keys) = await SignedAsync(workspace, origin, cancellationToken);
        if (notes.Count == 0 && earlier is null)
        {
            return new Verdict(Finding.Sound, "The log is empty.") { Origin = origin, TreeSize = 0 };
        }

        try
        {
            var log = new StoredLog(source, workspace.Id);
            var verdict = await new LogVerifier(log, keys) { Earlier = earlier, Progress = progress }.VerifyAsync(cancellationToken);
            return verdict.IsSound ? await GrownAsync(log, keys, notes) ?? verdict : verdict;
        }
        catch (MissingEntryException missing)
        {
            return new Verdict(Finding.Missing, $"Entry {missing.Index} is missing.") { Origin = origin, FirstBadIndex = missing.Index };
        }

        // Every entry has just been checked: of the checkpoints before, only the roots are left to compare.
        async Task<Verdict?> GrownAsync(StoredLog log, IReadOnlyList<VerifierKey> trusted, IReadOnlyList<string> signed)
        {
            foreach (var note in signed)
            {
                var one = await new LogVerifier(log, trusted) { Earlier = Encoding.UTF8.GetBytes(note), EntriesToo = false }
                    .VerifyAsync(cancellationToken);
                if (!one.IsSound)
                {
                    return one with { File = "log_checkpoints" };
                }
            }

            return null;
        }
    }

    private async Task<(IReadOnlyList<string> Notes, IReadOnlyList<VerifierKey> Keys)> SignedAsync(
        Workspace workspace, string origin, CancellationToken cancellationToken)
    {
        await using var db = migrator.NewContext();
        var keys = await db.LogKeys.AsNoTracking().ToListAsync(cancellationToken);
        var notes = await db.LogCheckpoints.IgnoreQueryFilters().Where(checkpoint => checkpoint.WorkspaceId == workspace.Id)
            .OrderBy(checkpoint => checkpoint.Size).Select(checkpoint => checkpoint.Note).ToListAsync(cancellationToken);
        return (notes, [.. keys.Select(key => VerifierKey.OfEd25519(origin, key.PublicKey))]);
    }

    private async Task<long> CountAsync(string sql, Workspace workspace, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddWithValue(workspace.Id.Value);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}

/// <param name="Workspace">Whose log.</param>
/// <param name="Awaiting">Entries that are written and not signed yet.</param>
/// <param name="Verdict">What became of the rest.</param>
public sealed record LogCheckResult(string Workspace, long Awaiting, Verdict Verdict);
