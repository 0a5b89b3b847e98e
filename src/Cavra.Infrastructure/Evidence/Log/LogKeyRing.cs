using System.Collections.Concurrent;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using NSec.Cryptography;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>The keys this process can sign checkpoints with: those of the database whose files it can read.</summary>
internal sealed class LogKeyRing(IDbContextFactory<CavraDbContext> contexts, LogKeyDirectory directory, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Key> _read = new();

    /// <summary>
    /// The keys that sign now, the oldest first. None unless every one of them can be read: a checkpoint that lacks a signature
    /// is one that those who trust only that key would not accept.
    /// </summary>
    public async Task<IReadOnlyList<Key>> SigningAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await db.LogKeys.AsNoTracking().OrderBy(key => key.CreatedAt).ToListAsync(cancellationToken);
        var signing = known.Where(key => key.Signs(now)).ToList();
        var read = signing.Select(Read).OfType<Key>().ToList();
        return read.Count == signing.Count ? read : [];
    }

    private Key? Read(LogKey known)
    {
        if (_read.TryGetValue(known.Reference, out var kept))
        {
            return kept;
        }

        if (directory.Find(known.Reference) is not { } path || LogKeyFile.Read(path) is not { } key)
        {
            return null;
        }

        // Another installation's file under the same name would sign what nobody can verify.
        var isTheOne = key.PublicKey.Export(KeyBlobFormat.RawPublicKey).AsSpan().SequenceEqual(known.PublicKey);
        return isTheOne ? _read.GetOrAdd(known.Reference, key) : null;
    }
}
