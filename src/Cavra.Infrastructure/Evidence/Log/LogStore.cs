using System.Text;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Persistence;
using Npgsql;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>A workspace's log as it is stored, for the transaction that makes it grow.</summary>
internal sealed class LogStore(NpgsqlConnection connection, WorkspaceId workspace)
{
    private static readonly string Awaiting = EmbeddedSql.Read("AwaitingEntries.sql");

    private static readonly string Tree = EmbeddedSql.Read("StoredTree.sql");

    private static readonly string Anew = EmbeddedSql.Read("SignAnew.sql");

    private static readonly string Adding = EmbeddedSql.Read("AppendToLog.sql");

    /// <summary>Locks the tree, which is there from now on; false while another replica has it.</summary>
    public async Task<bool> TakeTreeAsync(CancellationToken cancellationToken)
    {
        await using (var plant = Command(
            "INSERT INTO log_trees (workspace_id, size, known_keys) VALUES (@workspace, 0, 0) ON CONFLICT DO NOTHING"))
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
            await rows.IsDBNullAsync(2, cancellationToken) ? null : rows.GetString(2));
    }

    /// <summary>The oldest entries that await the log.</summary>
    public async Task<IReadOnlyList<AwaitingBytes>> AwaitingAsync(int batch, CancellationToken cancellationToken)
    {
        await using var command = Command(Awaiting);
        command.Parameters.AddWithValue("batch", batch);
        var entries = new List<AwaitingBytes>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            entries.Add(new AwaitingBytes(rows.GetGuid(0), Encoding.UTF8.GetBytes(rows.GetString(1))));
        }

        return entries;
    }

    /// <summary>The rightmost tile of each level that is not full, as far as they are stored with the length they must have.</summary>
    public async Task<IReadOnlyDictionary<LogTile, byte[]>> EdgeAsync(long size, CancellationToken cancellationToken)
    {
        var edge = size < 0 ? [] : Tiling.Partial(size).ToDictionary(tile => (tile.Level, tile.Index));
        await using var command = Command(
            """
            SELECT tile.level, tile.index, tile.hashes
            FROM unnest(@levels, @indexes) AS edge (level, index)
            JOIN log_tiles AS tile ON tile.workspace_id = @workspace AND tile.level = edge.level AND tile.index = edge.index
            """);
        command.Parameters.AddWithValue("levels", edge.Keys.Select(tile => tile.Level).ToArray());
        command.Parameters.AddWithValue("indexes", edge.Keys.Select(tile => tile.Index).ToArray());
        var tiles = new Dictionary<LogTile, byte[]>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var (tile, hashes) = (edge[(rows.GetInt32(0), rows.GetInt64(1))], rows.GetFieldValue<byte[]>(2));
            if (hashes.Length == tile.Length)
            {
                tiles[tile] = hashes;
            }
        }

        return tiles;
    }

    public async Task AddAsync(LogAppend grown, CancellationToken cancellationToken)
    {
        await using var command = Command(Adding);
        command.Parameters.AddWithValue("size", grown.Before);
        command.Parameters.AddWithValue("new_size", grown.After);
        command.Parameters.AddWithValue("entries", grown.Entries);
        command.Parameters.AddWithValue("tile_levels", grown.Tiles.Select(tile => tile.Tile.Level).ToArray());
        command.Parameters.AddWithValue("tile_indexes", grown.Tiles.Select(tile => tile.Tile.Index).ToArray());
        command.Parameters.AddWithValue("tile_hashes", grown.Tiles.Select(tile => tile.Hashes).ToArray());
        await SignAsync(command, grown.Note, grown.KnownKeys, grown.SignedAt, cancellationToken);
    }

    /// <summary>Keeps a checkpoint over the tree as it is.</summary>
    public async Task SignAnewAsync(string note, int knownKeys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Command(Anew);
        await SignAsync(command, note, knownKeys, now, cancellationToken);
    }

    /// <summary>Says that the log stands still because it is damaged; false when that was said before.</summary>
    public async Task<bool> StopForDamageAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Command(
            """
            UPDATE log_trees SET unsigned_since = coalesce(unsigned_since, @now), stopped_for = 'damaged'
            WHERE workspace_id = @workspace AND stopped_for IS DISTINCT FROM 'damaged'
            """);
        command.Parameters.AddWithValue("now", now);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    private static async Task SignAsync(
        NpgsqlCommand command, string note, int knownKeys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        command.Parameters.AddWithValue("note", note);
        command.Parameters.AddWithValue("known_keys", knownKeys);
        command.Parameters.AddWithValue("now", now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("workspace", workspace.Value);
        return command;
    }
}
