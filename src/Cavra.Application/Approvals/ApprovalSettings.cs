using Cavra.Application.Ports;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Policies;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Approvals;

/// <summary>Reads what approvals are held against: packages, connectors and the policy as they are now.</summary>
internal sealed class ApprovalSettings(ICavraDbContext db, IConnectorCatalog catalog, TimeProvider clock)
{
    /// <summary>The setting of each of the destinations.</summary>
    public async Task<IReadOnlyDictionary<DestinationId, ApprovalSetting>> OfAsync(
        IReadOnlyCollection<Destination> destinations, WorkspacePolicy policy, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var ids = destinations.Select(destination => destination.AuditId).OfType<Domain.AuditPackages.AuditPackageId>().Distinct().ToList();
        var packages = ids.Count == 0 ? [] : await db.AuditPackages.Where(package => ids.Contains(package.Id))
            .ToDictionaryAsync(package => package.Id, package => package.ContentDigest, cancellationToken);
        return destinations.ToDictionary(destination => destination.Id, destination => ApprovalSetting.Of(
            destination,
            destination.AuditId is { } audit ? packages.GetValueOrDefault(audit, "") : "",
            catalog.Find(destination.Connector)?.Fingerprint,
            policy,
            now));
    }
}
