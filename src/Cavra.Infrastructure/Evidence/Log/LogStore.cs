using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>A workspace's log as it is stored, for the transaction that makes it grow.</summary>
internal sealed class LogStore(CavraDbContext db, WorkspaceId workspace)
{
    private static readonly string Awaiting = EmbeddedSql.Read("AwaitingEntries.sql");

    private static readonly string BegunAwaiting = EmbeddedSql.Read("BegunEntries.sql");

    private static readonly string Tree = EmbeddedSql.Read("StoredTree.sql");

    private static readonly string Anew = EmbeddedSql.Read("SignAnew.sql");

    private static readonly string Adding = EmbeddedSql.Read("AppendToLog.sql");

    /// <summary>Locks the tree, which is there from now on; false while another replica has it.</summary>
    public async Task<bool> TakeTreeAsync(CancellationToken cancellationToken)
    {
        // Whoever holds rows of one workspace's log keeps no other waiting.
        await using (var plant = Command(
            """
            SET LOCAL lock_timeout = '2s';
            INSERT INTO log_trees (workspace_id, size, known_keys) VALUES (@workspace, 0, 0) ON CONFLICT DO NOTHING
            """))
        {
            await plant.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var take = Command("SELECT true FROM log_trees WHERE workspace_id = @workspace FOR UPDATE SKIP LOCKED");
        return await take.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>The tree, once it is locked: what another replica has done is seen by a statement that begins after that.</summary>
    public async Task<TreeRow> TreeAsync(CancellationToken cancellationToken)
    {
        await using var command = Command(Tree);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return new TreeRow(
            rows.GetInt64(0), await rows.IsDBNullAsync(1, cancellationToken) ? null : rows.GetInt64(1),
            await rows.IsDBNullAsync(2, cancellationToken) ? null : rows.GetString(2),
            Begun(rows));
    }

    /// <summary>The oldest entries that await the log.</summary>
    public async Task<AwaitingBatch> AwaitingAsync(int batch, CancellationToken cancellationToken)
    {
        await using var command = Command(Awaiting);
        command.Parameters.AddWithValue("batch", batch);
        return await EntriesAsync(command, cancellationToken);
    }

    /// <summary>Those of a batch that was begun, in its order; fewer where not all of them wait.</summary>
    public async Task<AwaitingBatch> AwaitingAsync(BegunTree begun, CancellationToken cancellationToken)
    {
        await using var command = Command(BegunAwaiting);
        command.Parameters.AddWithValue("entries", begun.Entries);
        return await EntriesAsync(command, cancellationToken);
    }

    // As they are stored, columns and all: what they are found by is to be what their documents say.
    private async Task<AwaitingBatch> EntriesAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var ids = new List<EvidenceId>();
        int? longer = null;
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (longer is null && await rows.ReadAsync(cancellationToken))
            {
                longer = rows.GetInt32(1) > EntryBundle.MostBytes ? ids.Count : null;
                ids.Add(new EvidenceId(rows.GetGuid(0)));
            }
        }

        if (longer is not null)
        {
            return new AwaitingBatch([], longer);
        }

        var stored = await db.Evidence.IgnoreQueryFilters().AsNoTracking()
            .Where(entry => entry.WorkspaceId == workspace && ids.Contains(entry.Id)).ToDictionaryAsync(entry => entry.Id, cancellationToken);
        return new AwaitingBatch([.. ids.Select(id => stored.GetValueOrDefault(id)).OfType<EvidenceEntry>()], null);
    }

    /// <summary>The rightmost tile of each level that is not full, as far as they are stored with the length they must have.</summary>
    public Task<IReadOnlyDictionary<LogTile, byte[]>> EdgeAsync(long size, CancellationToken cancellationToken) =>
        TilesAsync(size < 0 ? [] : [.. Tiling.Partial(size)], cancellationToken);

    /// <summary>These tiles, as far as they are stored with the length they must have.</summary>
    public async Task<IReadOnlyDictionary<LogTile, byte[]>> TilesAsync(IReadOnlyList<LogTile> wanted, CancellationToken cancellationToken)
    {
        var named = wanted.ToDictionary(tile => (tile.Level, tile.Index));
        await using var command = Command(
            """
            SELECT tile.level, tile.index, tile.hashes
            FROM unnest(@levels, @indexes) AS wanted (level, index)
            JOIN log_tiles AS tile ON tile.workspace_id = @workspace AND tile.level = wanted.level AND tile.index = wanted.index
            """);
        command.Parameters.AddWithValue("levels", named.Keys.Select(tile => tile.Level).ToArray());
        command.Parameters.AddWithValue("indexes", named.Keys.Select(tile => tile.Index).ToArray());
        var tiles = new Dictionary<LogTile, byte[]>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var (tile, hashes) = (named[(rows.GetInt32(0), rows.GetInt64(1))], rows.GetFieldValue<byte[]>(2));
            if (hashes.Length == tile.Length)
            {
                tiles[tile] = hashes;
            }
        }

        return tiles;
    }

    /// <summary>Writes down what is about to be signed, so that whoever goes on signs the same.</summary>
    public async Task BeginAsync(LogAppend grown, CancellationToken cancellationToken)
    {
        await using var command = Command(
            "UPDATE log_trees SET begun_size = @size, begun_root = @root, begun_entries = @entries WHERE workspace_id = @workspace");
        command.Parameters.AddWithValue("size", grown.After.Size);
        command.Parameters.AddWithValue("root", grown.After.Root.ToArray());
        command.Parameters.AddWithValue("entries", grown.Entries);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Keeps a checkpoint over what was begun: the entries it adds with it, or the tree as it is where it adds none.</summary>
    public async Task SignAsync(LogAppend grown, LogSignature signature, CancellationToken cancellationToken)
    {
        await using var command = Command(grown.Entries.Length == 0 ? Anew : Adding);
        if (grown.Entries.Length > 0)
        {
            command.Parameters.AddWithValue("size", grown.Before.Size);
            command.Parameters.AddWithValue("new_size", grown.After.Size);
            command.Parameters.AddWithValue("entries", grown.Entries);
            command.Parameters.AddWithValue("tile_levels", grown.Tiles.Select(tile => tile.Tile.Level).ToArray());
            command.Parameters.AddWithValue("tile_indexes", grown.Tiles.Select(tile => tile.Tile.Index).ToArray());
            command.Parameters.AddWithValue("tile_hashes", grown.Tiles.Select(tile => tile.Hashes).ToArray());
        }

        command.Parameters.AddWithValue("note", signature.Note);
        command.Parameters.AddWithValue("known_keys", signature.KnownKeys);
        command.Parameters.AddWithValue("now", signature.SignedAt);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Says that the log stands still, and why; false when the same was said before.</summary>
    public async Task<bool> StopAsync(LogStanding stop, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Command(
            """
            UPDATE log_trees SET unsigned_since = coalesce(unsigned_since, @now), stopped_for = @reason, stopped_index = @index
            WHERE workspace_id = @workspace AND (stopped_for IS DISTINCT FROM @reason OR stopped_index IS DISTINCT FROM @index)
            """);
        command.Parameters.AddWithValue("now", now);
        command.Parameters.AddWithValue("reason", WireName.Of(stop.Reason));
        command.Parameters.Add(new NpgsqlParameter("index", NpgsqlDbType.Bigint) { Value = (object?)stop.Index ?? DBNull.Value });
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    // Half a one is none: what was remembered of it is held against the tree all the same.
    private static BegunTree? Begun(NpgsqlDataReader row) =>
        (row[3], row[4], row[5]) is (long size, byte[] { Length: TreeHash.Size } root, Guid[] entries)
            ? new BegunTree(new TreeState(size, TreeHash.Of(root)), entries)
            : null;

    private NpgsqlCommand Command(string sql)
    {
        var command = new NpgsqlCommand(sql, (NpgsqlConnection)db.Database.GetDbConnection());
        command.Parameters.AddWithValue("workspace", workspace.Value);
        return command;
    }
}
