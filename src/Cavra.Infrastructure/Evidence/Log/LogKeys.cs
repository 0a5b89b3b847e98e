using System.Globalization;
using Cavra.Application.Ports;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>Makes the log's signing keys: the first at the first start, others when they take over.</summary>
public sealed class LogKeys(Migrator migrator, IInstanceKey instance, LogKeyDirectory directory, TimeProvider clock)
{
    /// <summary>Makes the first key, if there is none and this process has a place for its file.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var db = await TakeAsync(cancellationToken);
        if (directory.Path is null || await db.LogKeys.AnyAsync(cancellationToken))
        {
            return;
        }

        db.LogKeys.Add(Make());
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Makes a key that signs from now on, beside those there are for as long as <paramref name="overlap"/>.</summary>
    /// <returns>The new key.</returns>
    public async Task<LogKey> RotateAsync(TimeSpan overlap, CancellationToken cancellationToken)
    {
        await using var db = await TakeAsync(cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var key in await db.LogKeys.ToListAsync(cancellationToken))
        {
            key.Succeeded(overlap, now);
        }

        var made = Make();
        db.LogKeys.Add(made);
        await db.SaveChangesAsync(cancellationToken);
        return made;
    }

    /// <summary>Every key there ever was, the oldest first.</summary>
    public async Task<IReadOnlyList<LogKey>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = migrator.NewContext();
        return await db.LogKeys.AsNoTracking().OrderBy(key => key.CreatedAt).ToListAsync(cancellationToken);
    }

    // Of two that would make a key the second waits here; saving ends the transaction.
    private async Task<CavraDbContext> TakeAsync(CancellationToken cancellationToken)
    {
        await instance.ReadAsync(cancellationToken);
        var db = migrator.NewContext();
        await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT FROM instance FOR UPDATE", cancellationToken);
        return db;
    }

    private LogKey Make()
    {
        var now = clock.GetUtcNow();
        var reference = $"log-{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}.pem";
        var path = directory.Find(reference)
            ?? throw new InvalidOperationException($"A key is made where {LogKeyDirectory.Variable} says.");
        return LogKey.Made(LogKeyFile.Make(path), reference, now);
    }
}
