using System.Data;
using System.Text;
using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Persistence;
using Cavra.Verification;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>
/// Compares the stored entries with the log, as they are at one moment: every entry, every tile, every checkpoint that was ever signed, every
/// entry that is in neither the log nor its queue, and what is stored beside the entries to find them by.
/// </summary>
public sealed class LogCheck(Migrator migrator, ILogKeys logKeys)
{
    /// <summary>The workspaces there are, by name.</summary>
    public async Task<IReadOnlyList<Workspace>> WorkspacesAsync(CancellationToken cancellationToken)
    {
        await using var db = migrator.NewContext();
        return await db.Workspaces.AsNoTracking().OrderBy(workspace => workspace.Name).ToListAsync(cancellationToken);
    }

    /// <summary>Looks for evidence that belongs to no workspace; null when there is none.</summary>
    public async Task<VerificationResult?> CheckOwnersAsync(CancellationToken cancellationToken)
    {
        await using var db = migrator.NewContext();
        await db.Database.OpenConnectionAsync(cancellationToken);
        return await LogTables.CheckOwnersAsync((NpgsqlConnection)db.Database.GetDbConnection(), cancellationToken);
    }

    /// <summary>Checks one workspace's log until the first bad thing.</summary>
    /// <param name="workspace">Which.</param>
    /// <param name="earlier">A checkpoint of it that was kept elsewhere; null when there is none.</param>
    /// <param name="progress">Told how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<LogCheckResult> CheckAsync(
        Workspace workspace, byte[]? earlier, IProgress<(long Checked, long Of)>? progress, CancellationToken cancellationToken)
    {
        await using var db = migrator.NewContext();
        await using var moment = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var waiting = await CountAsync(connection, "SELECT count(*) FROM log_awaiting WHERE workspace_id = $1", workspace, cancellationToken);
        var lost = await CountAsync(connection, EmbeddedSql.Read("LostEntries.sql"), workspace, cancellationToken);
        var verdict = lost > 0
            ? new VerificationResult(VerificationFinding.Missing, $"{lost} entries are in neither the log nor its queue.") { File = "log_awaiting" }
            : await VerifyAsync(db, workspace, earlier, progress, cancellationToken);
        if (verdict.IsSound)
        {
            verdict = await LogTables.CheckAsync(connection, workspace.Id.Value, cancellationToken)
                ?? await CheckTilesAsync(db, workspace, verdict.TreeSize ?? 0, cancellationToken)
                ?? await CheckColumnsAsync(db, workspace, cancellationToken)
                ?? verdict;
        }

        return new LogCheckResult(workspace.Name, waiting, verdict);
    }

    private async Task<VerificationResult> VerifyAsync(
        CavraDbContext db, Workspace workspace, byte[]? earlier, IProgress<(long Checked, long Of)>? progress,
        CancellationToken cancellationToken)
    {
        var origin = LogOrigin.Of(await logKeys.InstanceAsync(cancellationToken), workspace.Name);
        var keys = (await db.LogKeys.AsNoTracking().ToListAsync(cancellationToken))
            .ConvertAll(key => VerifierKey.OfEd25519(origin, key.PublicKey));
        var signed = await db.LogCheckpoints.IgnoreQueryFilters().AsNoTracking().Where(checkpoint => checkpoint.WorkspaceId == workspace.Id)
            .OrderBy(checkpoint => checkpoint.Size).ThenBy(checkpoint => checkpoint.Renewal).ToListAsync(cancellationToken);
        if (signed.Count == 0 && earlier is null)
        {
            return new VerificationResult(VerificationFinding.Sound, "The log is empty.") { Origin = origin, TreeSize = 0 };
        }

        var log = new StoredLog((NpgsqlConnection)db.Database.GetDbConnection(), workspace.Id);
        try
        {
            var verdict = await new LogVerifier(log, keys) { Earlier = earlier, Progress = progress }.VerifyAsync(cancellationToken);
            return verdict.IsSound ? await CheckGrowthAsync(log, keys, signed, cancellationToken) ?? verdict : verdict;
        }
        catch (MissingEntryException missing)
        {
            return new VerificationResult(VerificationFinding.Missing, $"Entry {missing.Index} is missing.") { Origin = origin, FirstBadIndex = missing.Index };
        }
        catch (LongEntryException longer)
        {
            return new VerificationResult(VerificationFinding.Tampered, $"Entry {longer.Index} is longer than an entry can be.")
            {
                Origin = origin,
                FirstBadIndex = longer.Index,
            };
        }
    }

    // Every entry has just been checked: of the checkpoints before, only the roots are left to compare.
    private static async Task<VerificationResult?> CheckGrowthAsync(
        StoredLog log, IReadOnlyList<VerifierKey> keys, IReadOnlyList<StoredCheckpoint> signed, CancellationToken cancellationToken)
    {
        foreach (var checkpoint in signed)
        {
            var one = await new LogVerifier(log, keys) { Earlier = Encoding.UTF8.GetBytes(checkpoint.Note), EntriesToo = false }
                .VerifyAsync(cancellationToken);
            var size = SignedCheckpoint.TryRead(checkpoint.Note, keys)?.Size;
            if (one.IsSound && size != checkpoint.Size && !IsCopied(checkpoint, size, signed))
            {
                one = new VerificationResult(VerificationFinding.Tampered, $"The checkpoint that is stored for {checkpoint.Size} entries is that of another size.");
            }

            if (!one.IsSound)
            {
                return one with { File = "log_checkpoints" };
            }
        }

        return null;
    }

    // An earlier version could, with two workers at once, keep a checkpoint a second time under the size of the one before it. It says
    // nothing that its own row does not, and nobody reads it.
    private static bool IsCopied(StoredCheckpoint checkpoint, long? size, IReadOnlyList<StoredCheckpoint> signed) =>
        checkpoint.Renewal > 0 && checkpoint.Size < size && signed.Any(own => own.Size == size && own.Note == checkpoint.Note);

    // Those that the tree has were read; these are the ones that it has not.
    private static async Task<VerificationResult?> CheckTilesAsync(CavraDbContext db, Workspace workspace, long size, CancellationToken cancellationToken)
    {
        var stored = await db.LogTiles.IgnoreQueryFilters().Where(tile => tile.WorkspaceId == workspace.Id)
            .OrderBy(tile => tile.Level).ThenBy(tile => tile.Index)
            .Select(tile => new { tile.Level, tile.Index, tile.Hashes.Length }).ToListAsync(cancellationToken);
        var strange = stored.Find(tile => !Tiling.Has(tile.Level, tile.Index, tile.Length, size));
        return strange is null
            ? null
            : new VerificationResult(VerificationFinding.Tampered, $"Tile {strange.Index} of level {strange.Level} is none of the tree's, or has another length.")
            {
                File = "log_tiles",
            };
    }

    private static async Task<VerificationResult?> CheckColumnsAsync(CavraDbContext db, Workspace workspace, CancellationToken cancellationToken)
    {
        var entries = db.Evidence.IgnoreQueryFilters().AsNoTracking().Where(entry => entry.WorkspaceId == workspace.Id)
            .OrderBy(entry => entry.Id).AsAsyncEnumerable();
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            if (entry.Document is null)
            {
                // That what is in the log has bytes, or that the log says why not, is known by now.
                continue;
            }

            if (EntryColumns.Contradicting(entry) is [var column, ..])
            {
                return new VerificationResult(VerificationFinding.Tampered, $"What is stored as {column} of {entry.Id} is not what the entry says.")
                {
                    File = "evidence_entries",
                };
            }
        }

        return null;
    }

    private static async Task<long> CountAsync(
        NpgsqlConnection connection, string sql, Workspace workspace, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(workspace.Id.Value);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}

/// <param name="Workspace">Whose log.</param>
/// <param name="Awaiting">Entries that are written and not signed yet.</param>
/// <param name="VerificationResult">What became of the rest.</param>
public sealed record LogCheckResult(string Workspace, long Awaiting, VerificationResult VerificationResult);
