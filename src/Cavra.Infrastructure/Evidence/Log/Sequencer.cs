using System.Text;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Access;
using Cavra.Infrastructure.Persistence;
using Cavra.Verification;
using Microsoft.Extensions.Logging;
using NSec.Cryptography;
using Npgsql;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>
/// Takes entries in: one transaction locks the workspace's tree, holds it to the checkpoint that was signed last, gives the next
/// indexes, stores what grew and the checkpoint over it. Whatever ends it in between leaves the tree as it was.
/// </summary>
internal sealed partial class Sequencer(
    NpgsqlDataSource source, LogKeyRing ring, InstanceName instance, Call call, TimeProvider clock, ILogger<Sequencer> logger)
    : ILogSequencer
{
    private static readonly string IsDue = EmbeddedSql.Read("SequencerIsDue.sql");

    private static readonly string Stopping = EmbeddedSql.Read("MarkUnsigned.sql");

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task<int> TakeInAsync(int batch, CancellationToken cancellationToken)
    {
        if (!await IsDueAsync(cancellationToken))
        {
            return 0;
        }

        var keys = await ring.ReadAsync(cancellationToken);
        if (keys.Signing.Count == 0)
        {
            await StopAsync(cancellationToken);
            return 0;
        }

        var origin = LogOrigin.Of(await instance.ReadAsync(cancellationToken), call.Caller.WorkspaceName);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var store = new LogStore(connection, call.Workspace);
        if (!await store.TakeTreeAsync(cancellationToken))
        {
            return 0;
        }

        var row = await store.TreeAsync(cancellationToken);
        var tree = new StoredTree(
            row.Size, row.LastIndex, Believed(row.Note, origin, keys), row.Note is not null, await store.EdgeAsync(row.Size, cancellationToken));
        var entries = await store.AwaitingAsync(batch, cancellationToken);
        if (!tree.IsWhatWasSigned(origin) || entries.Any(entry => entry.Document.Length > EntryBundle.MostBytes))
        {
            await StopForDamageAsync(store, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return 0;
        }

        if (entries.Count > 0)
        {
            await store.AddAsync(Grow(tree, entries, origin, keys), cancellationToken);
        }
        else if (tree.LastSigned is { } signed)
        {
            await store.SignAnewAsync(Sign(signed, keys), keys.Known, clock.GetUtcNow(), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return entries.Count;
    }

    private static Checkpoint? Believed(string? note, string origin, HeldKeys keys) => note is null
        ? null
        : SignedCheckpoint.TryRead(note, [.. keys.Believed.Select(key => VerifierKey.OfEd25519(origin, key))]);

    private async Task<bool> IsDueAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(IsDue);
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

    private async Task StopForDamageAsync(LogStore store, CancellationToken cancellationToken)
    {
        if (await store.StopForDamageAsync(clock.GetUtcNow(), cancellationToken))
        {
            Damaged(logger, call.Caller.WorkspaceName);
        }
    }

    private LogAppend Grow(StoredTree stored, IReadOnlyList<AwaitingBytes> entries, string origin, HeldKeys keys)
    {
        var tree = new TileGrowth(stored.Size, stored.Edge);
        foreach (var entry in entries)
        {
            tree.Append(Merkle.LeafHash(entry.Document));
        }

        return new LogAppend(
            stored.Size, tree.Size, [.. entries.Select(entry => entry.Id)], [.. tree.Changed],
            Sign(new Checkpoint(origin, tree.Size, tree.Root()), keys), clock.GetUtcNow(), keys.Known);
    }

    private static string Sign(Checkpoint checkpoint, HeldKeys keys) => CheckpointSigner.Sign(checkpoint, keys.Signing).ToString();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Entries await the evidence log, and a signing key is missing or unreadable.")]
    private static partial void NoKey(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "The evidence log of workspace {Workspace} is not what was signed last: nothing is signed until it is. cavra evidence fsck tells more.")]
    private static partial void Damaged(ILogger logger, string workspace);
}

/// <summary>Signs checkpoints as C2SP <c>signed-note</c> has it, with every key of the ring.</summary>
internal static class CheckpointSigner
{
    public static SignedNote Sign(Checkpoint checkpoint, IReadOnlyList<Key> keys)
    {
        var text = Encoding.UTF8.GetBytes(checkpoint.Body);
        return keys.Aggregate(new SignedNote(checkpoint.Body, []), (note, key) =>
        {
            var verifier = VerifierKey.OfEd25519(checkpoint.Origin, key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
            return note.With(new NoteSignature(verifier.Name, verifier.KeyId, SignatureAlgorithm.Ed25519.Sign(key, text)));
        });
    }
}
