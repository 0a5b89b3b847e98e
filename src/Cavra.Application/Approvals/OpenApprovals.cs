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
    public async Task<IReadOnlyList<HeldApproval>> ReadAsync(CancellationToken cancellationToken)
    {
        var policy = (await db.PolicyInForceAsync(call, cancellationToken)).Policy;
        var rows = await db.Approvals.AsNoTracking().Where(approval => approval.EndedAt == null)
            .Join(db.Destinations, approval => approval.DestinationId, destination => destination.Id, (Approval, Destination) => new { Approval, Destination })
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
    public static async Task<List<DestinationId>> AskedAsync(this OpenApprovals approvals, CancellationToken cancellationToken) =>
        [.. (await approvals.ReadAsync(cancellationToken)).Where(held => held.Standing.IsOpen).Select(held => held.Approval.DestinationId)];
}

/// <summary>An approval that has not ended, with what it is held against.</summary>
internal sealed record HeldApproval(Approval Approval, ApprovalSetting Setting, ApprovalStanding Standing);
