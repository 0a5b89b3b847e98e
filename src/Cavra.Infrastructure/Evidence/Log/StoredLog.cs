using System.Buffers;
using System.Text;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using Cavra.Verification;
using Npgsql;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>A workspace's log as the database has it, as the files that a verifier reads.</summary>
internal sealed class StoredLog(NpgsqlConnection connection, WorkspaceId workspace) : ILogSource
{
    public async Task<byte[]?> ReadAsync(string path, int mostBytes, CancellationToken cancellationToken)
    {
        if (path is "checkpoint")
        {
            return Bytes(await ScalarAsync(
                "SELECT note FROM log_checkpoints WHERE workspace_id = $1 ORDER BY size DESC, renewal DESC LIMIT 1", cancellationToken));
        }

        if (LogTile.TryParse(path, out var tile))
        {
            return (byte[]?)await ScalarAsync(
                "SELECT hashes FROM log_tiles WHERE workspace_id = $1 AND level = $2 AND index = $3", cancellationToken, tile.Level, tile.Index);
        }

        return EntryTile.TryParse(path, out var bundle) ? await BundleAsync(bundle, cancellationToken) : null;
    }

    // An index that is not there ends the bundle: what comes after it would stand at the wrong place. A bundle without bytes from its
    // first entry to its last, of which more than erasures tell, is not there, as it is for whoever reads the log from outside.
    private async Task<byte[]?> BundleAsync(EntryTile bundle, CancellationToken cancellationToken)
    {
        await using var command = Command(
            """
            SELECT logged.index, stored.document, logged.entry_id, erased.told_by
            FROM log_entries AS logged
            JOIN evidence_entries AS entry ON entry.workspace_id = $1 AND entry.id = logged.entry_id
            LEFT JOIN evidence_documents AS stored ON stored.workspace_id = $1 AND stored.entry_id = logged.entry_id
            LEFT JOIN evidence_removals AS erased
                ON erased.workspace_id = $1 AND erased.reason = 'erasure' AND erased.end_index = logged.index + 1
            WHERE logged.workspace_id = $1 AND logged.index >= $2 AND logged.index < $3
            ORDER BY logged.index
            """, bundle.First, bundle.End);
        var bytes = new ArrayBufferWriter<byte>();
        var next = bundle.First;
        var gone = 0;
        long? untold = null;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken) && rows.GetInt64(0) == next)
        {
            var document = await rows.IsDBNullAsync(1, cancellationToken) ? null : rows.GetString(1);
            gone += document is null ? 1 : 0;
            if (document is null && await rows.IsDBNullAsync(3, cancellationToken))
            {
                untold ??= next;
            }

            document ??= await rows.IsDBNullAsync(3, cancellationToken) ? "" : ErasedEntry.Tombstone(EvidenceId.From(rows.GetGuid(2)), EvidenceId.From(rows.GetGuid(3)));
            if (Encoding.UTF8.GetByteCount(document) > EntryBundle.MostBytes)
            {
                throw new LongEntryException(next);
            }

            EntryBundle.Write(bytes, document);
            next++;
        }

        return next < bundle.End ? throw new MissingEntryException(next)
            : gone == bundle.Width && untold is not null ? null
            : untold is { } lost ? throw new MissingEntryException(lost)
            : bytes.WrittenSpan.ToArray();
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(workspace.Value);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return command;
    }

    private static byte[]? Bytes(object? text) => text is string note ? Encoding.UTF8.GetBytes(note) : null;
}

/// <summary>That an entry the log has taken in is not stored.</summary>
internal sealed class MissingEntryException(long index) : Exception
{
    public long Index { get; } = index;
}

/// <summary>That an entry is longer than a log can hold.</summary>
internal sealed class LongEntryException(long index) : Exception
{
    public long Index { get; } = index;
}
