using System.Text;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Access;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NSec.Cryptography;
using Npgsql;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>
/// Takes entries in. One transaction locks the workspace's tree, holds it to the checkpoint that was signed last and to what this process
/// remembers, and writes down what is about to be signed; then this process remembers it; then another transaction gives the next indexes,
/// and stores what grew and the checkpoint over it. Whatever ends it in between, whoever goes on signs the same.
/// </summary>
internal sealed partial class Sequencer(
    NpgsqlDataSource source, IDbContextFactory<CavraDbContext> contexts, LogKeyRing ring, LogMemory memory, InstanceName instance, Call call,
    TimeProvider clock, ILogger<Sequencer> logger)
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
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var log = new SignedLog(new LogStore(db, call.Workspace), origin, keys);
        return await BeginAsync(db, log, batch, cancellationToken) is { } turn && await EndAsync(db, log, turn, cancellationToken)
            ? turn.Grown.Entries.Length
            : 0;
    }

    private async Task<SequencerBatch?> BeginAsync(CavraDbContext db, SignedLog log, int batch, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await log.Store.TakeTreeAsync(cancellationToken))
        {
            return null;
        }

        var turn = await SequencerBatch.ReadAsync(log, memory.Read(log.Origin), batch, cancellationToken);
        if (turn.Stop is { } stop)
        {
            await SayAsync(log, stop, cancellationToken);
        }
        else if (turn.Grown.Entries.Length > 0)
        {
            await log.Store.BeginAsync(turn.Grown, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return turn.Stop is null && turn.Grown.After.Size > 0 ? turn : null;
    }

    private async Task<bool> EndAsync(CavraDbContext db, SignedLog log, SequencerBatch turn, CancellationToken cancellationToken)
    {
        var grown = turn.Grown;
        switch (memory.Change(turn.Remembered, log.Origin, remembered => remembered.Beginning(grown.Before, grown.After)))
        {
            case Remembering.Overtaken:
                return false;
            case Remembering.Impossible:
                await SayAsync(log, new LogStanding(LogStop.NoMemory, null), cancellationToken);
                return false;
        }

        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            if (!await log.Store.TakeTreeAsync(cancellationToken)
                || !(await log.Store.TreeAsync(cancellationToken)).IsAbout(grown))
            {
                return false;
            }

            await log.Store.SignAsync(grown, log.Sign(grown.After, clock.GetUtcNow()), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        // Where this fails, what was begun is found signed the next time.
        memory.Change(null, log.Origin, remembered => remembered.Having(grown.After));
        return true;
    }

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

    private async Task SayAsync(SignedLog log, LogStanding stop, CancellationToken cancellationToken)
    {
        if (!await log.Store.StopAsync(stop, clock.GetUtcNow(), cancellationToken))
        {
            return;
        }

        switch (stop.Reason)
        {
            case LogStop.Forgotten:
                Forgotten(logger, call.Caller.WorkspaceName, memory.FileOf(log.Origin));
                break;
            case LogStop.NoMemory:
                NoMemory(logger, call.Caller.WorkspaceName, memory.FileOf(log.Origin));
                break;
            default:
                Damaged(logger, call.Caller.WorkspaceName);
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Entries await the evidence log, and a signing key is missing or unreadable.")]
    private static partial void NoKey(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "The evidence log of workspace {Workspace} is not what was signed last: nothing is signed until it is. cavra evidence fsck tells more.")]
    private static partial void Damaged(ILogger logger, string workspace);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "The evidence log of workspace {Workspace} is not the one that {File} remembers: nothing is signed until it is.")]
    private static partial void Forgotten(ILogger logger, string workspace, string? file);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "What is remembered of the evidence log of workspace {Workspace} can't be read or written, and nothing is signed until it can: {File}")]
    private static partial void NoMemory(ILogger logger, string workspace, string? file);
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
