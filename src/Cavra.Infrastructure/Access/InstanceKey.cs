using System.Security.Cryptography;
using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Access;

/// <summary>Keeps the installation's secret in the database, so that every process on it has the same.</summary>
internal sealed class InstanceKey(IDbContextFactory<CavraDbContext> contexts, TimeProvider clock) : IInstanceKey
{
    private byte[]? _key;

    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken) =>
        _key ??= await FindAsync(cancellationToken) ?? await FoundAsync(cancellationToken);

    private async Task<byte[]?> FindAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<Instance>().Select(instance => instance.RequestKey).SingleOrDefaultAsync(cancellationToken);
    }

    private async Task<byte[]> FoundAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var instance = Instance.Found(
            RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetHexString(16, lowercase: true), clock.GetUtcNow());
        db.Add(instance);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return instance.RequestKey;
        }
        catch (DbUpdateException failure) when (db.LostRace(failure) is not null)
        {
            return (await FindAsync(cancellationToken))!;
        }
    }
}

/// <summary>What this installation's logs are called by, the same for every process on one database.</summary>
internal sealed class InstanceName(IDbContextFactory<CavraDbContext> contexts, IInstanceKey key)
{
    private string? _name;

    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        if (_name is null)
        {
            // Whoever reads the key first founds the instance, and with it its name.
            await key.ReadAsync(cancellationToken);
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            _name = await db.Set<Instance>().Select(instance => instance.Name).SingleAsync(cancellationToken);
        }

        return _name;
    }
}
