using System.Collections.Concurrent;
using Cavra.Application.Ports;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Access;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using NSec.Cryptography;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>Makes the log's signing keys: the first at the first start, others when they are asked for.</summary>
internal sealed class LogKeys(Migrator migrator, InstanceName name, LogKeyDirectory directory, TimeProvider clock) : ILogKeys
{
    /// <summary>Makes the first key, if there is none and this process has a place for its file.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var db = await TakeAsync(cancellationToken);
        if (await db.LogKeys.AnyAsync(cancellationToken) || Make(clock.GetUtcNow()) is not { } first)
        {
            return;
        }

        db.LogKeys.Add(first);
        await db.SaveChangesAsync(cancellationToken);
    }

    public LogKey? Make(DateTimeOffset now)
    {
        if (directory.Path is null)
        {
            return null;
        }

        var (reference, publicKey) = LogKeyFile.Make(directory.Path);
        return LogKey.Made(publicKey, reference, now);
    }

    public bool Holds(LogKey key) => directory.Find(key.Reference) is { } path && LogKeyFile.Read(path, key) is not null;

    public void Remember(LogKey key)
    {
        if (directory.Find(key.Reference) is { } path)
        {
            LogKeyFile.Remember(path, key.PublicKey);
        }
    }

    public Task<string> InstanceAsync(CancellationToken cancellationToken) => name.ReadAsync(cancellationToken);

    // Of two that would make a key the second waits here; saving ends the transaction.
    private async Task<CavraDbContext> TakeAsync(CancellationToken cancellationToken)
    {
        await name.ReadAsync(cancellationToken);
        var db = migrator.NewContext();
        await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT FROM instance FOR UPDATE", cancellationToken);
        return db;
    }
}

/// <summary>The keys this process can sign checkpoints with: those of the database whose files it can read.</summary>
internal sealed class LogKeyRing(IDbContextFactory<CavraDbContext> contexts, LogKeyDirectory directory, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Key> _read = new();

    /// <summary>The keys as they are now.</summary>
    public async Task<HeldKeys> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await db.LogKeys.AsNoTracking().OrderBy(key => key.CreatedAt).ToListAsync(cancellationToken);
        var signing = known.Where(key => key.Signs(now)).ToList();
        var read = signing.Select(Read).OfType<Key>().ToList();
        return new HeldKeys(
            read.Count == signing.Count ? read : [], [.. known.Where(IsBelieved).Select(key => key.PublicKey)], known.Count);
    }

    // A row of the database alone makes no key believed: whoever can write one could sign what they like.
    private bool IsBelieved(LogKey known) => Read(known) is not null
        || (directory.Find(known.Reference) is { } path && LogKeyFile.Remembers(path, known.PublicKey));

    private Key? Read(LogKey known)
    {
        if (_read.TryGetValue(known.Reference, out var kept) && IsTheOne(kept))
        {
            return kept;
        }

        return directory.Find(known.Reference) is { } path && LogKeyFile.Read(path, known) is { } key
            ? _read[known.Reference] = key
            : null;

        bool IsTheOne(Key key) => key.PublicKey.Export(KeyBlobFormat.RawPublicKey).AsSpan().SequenceEqual(known.PublicKey);
    }
}

/// <param name="Signing">
/// The keys that sign now, the oldest first. None unless every one of them can be read: a checkpoint that lacks a signature is one
/// that those who trust only that key would not accept.
/// </param>
/// <param name="Believed">Public keys, old ones included, of which this process has the file or has kept the public part.</param>
/// <param name="Known">How many keys the database knows, old ones included.</param>
internal sealed record HeldKeys(IReadOnlyList<Key> Signing, IReadOnlyList<byte[]> Believed, int Known);
