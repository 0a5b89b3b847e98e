using Cavra.Application.Ports;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Access;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

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
