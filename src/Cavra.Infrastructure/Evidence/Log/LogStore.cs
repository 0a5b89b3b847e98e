using Cavra.Domain.Access;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Persistence;
using Npgsql;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>A workspace's log as it is stored, for the transaction that makes it grow.</summary>
internal sealed class LogStore(NpgsqlConnection connection, WorkspaceId workspace)
{
    private static readonly string Awaiting = EmbeddedSql.Read("AwaitingEntries.sql");

    private static readonly string Adding = EmbeddedSql.Read("TakeIn.sql");

    /// <summary>Locks the tree, which is there from now on, and tells its size; null while another replica has it.</summary>
    public async Task<long?> TakeTreeAsync(CancellationToken cancellationToken)
    {
        await using (var plant = Command(
            "INSERT INTO log_trees (workspace_id, size) VALUES (@workspace, 0) ON CONFLICT DO NOTHING"))
        {
            await plant.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var take = Command("SELECT size FROM log_trees WHERE workspace_id = @workspace FOR UPDATE SKIP LOCKED");
        return (long?)await take.ExecuteScalarAsync(cancellationToken);
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
            entries.Add(new AwaitingBytes(rows.GetGuid(0), rows.GetString(1)));
        }

        return entries;
    }

    /// <summary>The rightmost tile of each level that is not full.</summary>
    public async Task<IReadOnlyDictionary<LogTile, byte[]>> EdgeAsync(long size, CancellationToken cancellationToken)
    {
        var edge = Tiling.Partial(size).ToList();
        await using var command = Command(
            """
            SELECT tile.level, tile.index, tile.hashes
            FROM unnest(@levels, @indexes) AS edge (level, index)
            JOIN log_tiles AS tile ON tile.workspace_id = @workspace AND tile.level = edge.level AND tile.index = edge.index
            """);
        command.Parameters.AddWithValue("levels", edge.Select(tile => tile.Level).ToArray());
        command.Parameters.AddWithValue("indexes", edge.Select(tile => tile.Index).ToArray());
        var tiles = new Dictionary<LogTile, byte[]>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var hashes = rows.GetFieldValue<byte[]>(2);
            tiles[new LogTile(rows.GetInt32(0), rows.GetInt64(1), hashes.Length / TreeHash.Size)] = hashes;
        }

        return tiles;
    }

    public async Task AddAsync(GrownLog grown, CancellationToken cancellationToken)
    {
        await using var command = Command(Adding);
        command.Parameters.AddWithValue("size", grown.Before);
        command.Parameters.AddWithValue("new_size", grown.After);
        command.Parameters.AddWithValue("entries", grown.Entries);
        command.Parameters.AddWithValue("tile_levels", grown.Tiles.Select(tile => tile.Tile.Level).ToArray());
        command.Parameters.AddWithValue("tile_indexes", grown.Tiles.Select(tile => tile.Tile.Index).ToArray());
        command.Parameters.AddWithValue("tile_hashes", grown.Tiles.Select(tile => tile.Hashes).ToArray());
        command.Parameters.AddWithValue("note", grown.Note);
        command.Parameters.AddWithValue("now", grown.SignedAt);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("workspace", workspace.Value);
        return command;
    }
}
