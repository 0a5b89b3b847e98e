using Cavra.Application.Access;
using Cavra.Application.Policies;
using Cavra.Application.Ports;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Approvals;

/// <summary>Reads the approvals that have not ended, with where each stands now: as many as destinations are open, at most.</summary>
internal sealed class OpenApprovals(ICavraDbContext db, ApprovalSettings settings, Call call, TimeProvider clock)
{
    public Task<IReadOnlyList<HeldApproval>> ReadAsync(CancellationToken cancellationToken) => ReadAsync(only: null, cancellationToken);

    /// <summary>Those of some destinations; null for all.</summary>
    public async Task<IReadOnlyList<HeldApproval>> ReadAsync(IReadOnlyCollection<DestinationId>? only, CancellationToken cancellationToken)
    {
        var policy = (await db.PolicyInForceAsync(call, cancellationToken)).Policy;
        var open = db.Approvals.AsNoTracking().Where(approval => approval.EndedAt == null);
        open = only is null ? open : open.Where(approval => only.Contains(approval.DestinationId));
        var rows = await open.Join(db.Destinations, approval => approval.DestinationId, destination => destination.Id,
                (Approval, Destination) => new { Approval, Destination })
            .AsNoTracking().ToListAsync(cancellationToken);
        var (held, now) = (await settings.OfAsync([.. rows.Select(row => row.Destination)], policy, cancellationToken), clock.GetUtcNow());
        return
        [
            .. rows.Select(row => new HeldApproval(
                row.Approval, held[row.Destination.Id], row.Approval.Standing(held[row.Destination.Id], now))),
        ];
    }
}

internal static class AskedApprovals
{
    /// <summary>The destinations for which an approval is asked or stands; one that is stale or has expired counts for nothing.</summary>
    public static List<DestinationId> Asked(this IEnumerable<HeldApproval> approvals) =>
        [.. approvals.Where(held => held.Standing.IsOpen).Select(held => held.Approval.DestinationId)];

    /// <summary>The destinations of which everybody that is needed has approved a retry that was not made yet.</summary>
    public static List<DestinationId> Approved(this IEnumerable<HeldApproval> approvals) =>
        [.. approvals.Where(held => held.Standing.State is ApprovalState.Approved).Select(held => held.Approval.DestinationId)];
}

/// <summary>An approval that has not ended, with what it is held against.</summary>
internal sealed record HeldApproval(Approval Approval, ApprovalSetting Setting, ApprovalStanding Standing);
