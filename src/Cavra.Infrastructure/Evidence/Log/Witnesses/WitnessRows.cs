using Cavra.Application.Access;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cavra.Infrastructure.Evidence.Log.Witnesses;

/// <summary>What is stored about the witnesses of the caller's workspace. Each statement is a transaction of its own.</summary>
internal sealed class WitnessRows(NpgsqlDataSource source, IDbContextFactory<CavraDbContext> contexts, Call call, TimeProvider clock)
{
    private static readonly string Due = EmbeddedSql.Read("DueWitnesses.sql");

    private static readonly string Keeping = EmbeddedSql.Read("KeepCosignature.sql");

    private static readonly string Failing = EmbeddedSql.Read("KeepWitnessFailure.sql");

    /// <summary>Those of the witnesses that have not cosigned the newest checkpoint.</summary>
    public async Task<IReadOnlyList<DueWitness>> DueAsync(IReadOnlyList<Witness> asked, CancellationToken cancellationToken)
    {
        await using var command = Command(Due);
        command.Parameters.AddWithValue("names", asked.Select(witness => witness.Key.Name).ToArray());
        command.Parameters.AddWithValue("key_ids", asked.Select(witness => (long)witness.Key.KeyId).ToArray());
        var due = new List<DueWitness>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var name = rows.GetString(2);
            due.Add(new DueWitness(asked.Single(witness => witness.Key.Name == name), rows.GetInt64(0), rows.GetString(1), rows.GetInt64(3)));
        }

        return due;
    }

    /// <summary>The proof that the log grew from one size to the other; null when the stored tiles do not give it.</summary>
    public async Task<IReadOnlyList<TreeHash>?> ProofAsync(long oldSize, long size, CancellationToken cancellationToken)
    {
        if (oldSize is 0 || oldSize == size)
        {
            return [];
        }

        var needed = TileProofs.NeededForConsistency(oldSize, size);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var tiles = await new LogStore(db, call.Workspace).TilesAsync(needed, cancellationToken);
        return needed.All(tiles.ContainsKey) ? TileProofs.Consistency(oldSize, size, tiles) : null;
    }

    /// <summary>Whether there is a checkpoint of this size or a larger one.</summary>
    public async Task<bool> HasReachedAsync(long size, CancellationToken cancellationToken)
    {
        await using var command = Command("SELECT EXISTS (SELECT FROM log_checkpoints WHERE workspace_id = @workspace AND size >= @size)");
        command.Parameters.AddWithValue("size", size);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task KeepAsync(VerifierKey witness, long size, NoteSignature line, DateTimeOffset time, CancellationToken cancellationToken)
    {
        await using var command = Command(Keeping);
        command.Parameters.AddWithValue("name", witness.Name);
        command.Parameters.AddWithValue("key_id", (long)witness.KeyId);
        command.Parameters.AddWithValue("size", size);
        command.Parameters.AddWithValue("line", line.ToString());
        command.Parameters.AddWithValue("witness_time", time);
        command.Parameters.AddWithValue("now", clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>Whether the witness was well before.</returns>
    public async Task<bool> KeepAsync(VerifierKey witness, long lastSize, WitnessFailure failure, CancellationToken cancellationToken)
    {
        await using var command = Command(Failing);
        command.Parameters.AddWithValue("name", witness.Name);
        command.Parameters.AddWithValue("size", lastSize);
        command.Parameters.AddWithValue("error", WireName.Of(failure));
        command.Parameters.AddWithValue("now", clock.GetUtcNow());
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = source.CreateCommand(sql);
        command.Parameters.AddWithValue("workspace", call.Workspace.Value);
        return command;
    }
}

/// <param name="Witness">Whom to ask.</param>
/// <param name="Size">Of the newest checkpoint, in entries.</param>
/// <param name="Note">That checkpoint, signed.</param>
/// <param name="LastSize">The size that the witness is known to have cosigned last; 0 for none.</param>
internal sealed record DueWitness(Witness Witness, long Size, string Note, long LastSize);
