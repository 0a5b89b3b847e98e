using System.Text;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Access;
using Cavra.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Npgsql;
using NSec.Cryptography;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>
/// Takes entries in: one transaction locks the workspace's tree, gives the next indexes, stores what grew and the checkpoint
/// over it. Whatever ends it in between leaves the tree as it was.
/// </summary>
internal sealed partial class Sequencer(
    NpgsqlDataSource source, LogKeyRing ring, InstanceName instance, Call call, TimeProvider clock, ILogger<Sequencer> logger)
    : ILogSequencer
{
    private static readonly string Stopping = EmbeddedSql.Read("StopForWantOfAKey.sql");

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task<int> TakeInAsync(int batch, CancellationToken cancellationToken)
    {
        if (!await IsAwaitedAsync(cancellationToken))
        {
            return 0;
        }

        var keys = await ring.SigningAsync(cancellationToken);
        if (keys.Count == 0)
        {
            await StopAsync(cancellationToken);
            return 0;
        }

        var origin = LogOrigin.Of(await instance.ReadAsync(cancellationToken), call.Caller.WorkspaceName);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var store = new LogStore(connection, call.Workspace);
        if (await store.TakeTreeAsync(cancellationToken) is not { } size)
        {
            return 0;
        }

        var entries = await store.AwaitingAsync(batch, cancellationToken);
        if (entries.Count == 0)
        {
            return 0;
        }

        await store.AddAsync(Grow(size, await store.EdgeAsync(size, cancellationToken), entries, origin, keys), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return entries.Count;
    }

    private async Task<bool> IsAwaitedAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT EXISTS (SELECT FROM log_awaiting WHERE workspace_id = $1)");
        command.Parameters.AddWithValue(call.Workspace.Value);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    // Said once and kept: whoever asks for worker health is told, whichever process stopped. A replica that has the key takes
    // the entries in long before that.
    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Stopping);
        command.Parameters.AddWithValue("workspace", call.Workspace.Value);
        command.Parameters.AddWithValue("waited_since", clock.GetUtcNow() - Patience);
        if (await command.ExecuteNonQueryAsync(cancellationToken) > 0)
        {
            NoKey(logger);
        }
    }

    private GrownLog Grow(
        long size, IReadOnlyDictionary<LogTile, byte[]> edge, IReadOnlyList<AwaitingBytes> entries, string origin,
        IReadOnlyList<Key> keys)
    {
        var tree = new TileGrowth(size, edge);
        foreach (var entry in entries)
        {
            tree.Append(Merkle.LeafHash(Encoding.UTF8.GetBytes(entry.Document)));
        }

        var note = CheckpointSigner.Sign(new Checkpoint(origin, tree.Size, tree.Root()), keys);
        return new GrownLog(
            size, tree.Size, [.. entries.Select(entry => entry.Id)], [.. tree.Changed], note.ToString(), clock.GetUtcNow());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Entries await the evidence log, and a signing key is missing or unreadable.")]
    private static partial void NoKey(ILogger logger);
}
