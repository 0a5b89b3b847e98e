using Cavra.Application.Ports;
using Cavra.Domain.Policies;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Approvals;

/// <summary>Ends the open approvals that another policy makes stale, in the transaction that puts it in force: as many as are open.</summary>
internal sealed class StaleApprovals(ICavraDbContext db, IClaims claims, ApprovalSettings settings, TimeProvider clock)
{
    public async Task EndAsync(WorkspacePolicy before, WorkspacePolicy after, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var ids = await db.Approvals.Where(approval => approval.EndedAt == null).Select(approval => approval.DestinationId).ToListAsync(cancellationToken);
        var destinations = await db.Destinations.AsNoTracking().Where(destination => ids.Contains(destination.Id)).ToListAsync(cancellationToken);
        var approvals = await claims.OpenApprovalsAsync(ids, cancellationToken);
        var (was, will) = (
            await settings.OfAsync(destinations, before, cancellationToken), await settings.OfAsync(destinations, after, cancellationToken));
        foreach (var approval in approvals)
        {
            // One that was stale before stays so, even if this policy is the one that it is for.
            var standing = approval.Standing(was[approval.DestinationId], now);
            standing = standing.IsOpen ? approval.Standing(will[approval.DestinationId], now) : standing;
            if (!standing.IsOpen)
            {
                approval.KeepAcceptance(was[approval.DestinationId]);
                approval.Lapse(standing, now);
            }
        }
    }
}
