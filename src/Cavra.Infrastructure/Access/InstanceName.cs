using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Access;

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
