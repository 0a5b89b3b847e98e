using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.AuditPackages;

/// <summary>Packs routes for the command being done, or finds what was packed before.</summary>
internal sealed class AuditPackageBuilder(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
{
    /// <summary>Packs what the filter leaves, as it is now.</summary>
    public async Task<BuiltPackage> PackAsync(AuditPackageFilter filter, CancellationToken cancellationToken)
    {
        var (routes, omitted) = await db.RoutesAsync(filter, cancellationToken);
        var package = AuditPackage.Pack(
            call.Workspace, filter, routes, omitted, AuditPackageView.DigestOf, call.Caller.Actor, clock.GetUtcNow());
        db.AuditPackages.Add(package);
        var view = AuditPackageView.Of(package);
        return new BuiltPackage(package, view, journal.Prove(package, view));
    }

    /// <summary>A package as it was packed, with the entry that proves it.</summary>
    public async Task<Result<BuiltPackage>> FindAsync(AuditPackageId id, CancellationToken cancellationToken)
    {
        if (await db.AuditPackages.AsNoTracking().SingleOrDefaultAsync(package => package.Id == id, cancellationToken) is not { } package)
        {
            return AuditPackageRefusals.NotFound;
        }

        var auditId = id.ToString();
        var entry = await db.Evidence.AsNoTracking()
            .Where(entry => entry.Facets.AuditId == auditId && entry.Kind == WireNames.AuditPackageKind)
            .OrderBy(entry => entry.Id).FirstAsync(cancellationToken);
        return new BuiltPackage(package, AuditPackageView.Of(package), MetadataItem.Of(entry));
    }
}

/// <summary>A package, how it is shown, and what proves it.</summary>
internal sealed record BuiltPackage(AuditPackage Package, AuditPackageView View, MetadataItem Metadata);
