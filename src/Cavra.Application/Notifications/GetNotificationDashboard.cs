using Cavra.Application.Evidence;
using Cavra.Application.Evidence.Log;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Recovery;
using Cavra.Application.Wire;
using Cavra.Application.WorkerHealth;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Notifications;
using Cavra.Domain.WorkerHealth;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Notifications;

/// <summary>Tells the whole loop's numbers at a glance. What it costs depends on what is open, not on what ever happened.</summary>
public sealed record GetNotificationDashboard : IQuery<NotificationDashboardView>
{
    public static Permission Permission => Permissions.RecordsRead;
}

internal sealed class GetNotificationDashboardHandler(
    ICavraDbContext db, IEvidenceCounts tallies, WorkerHealthReader workerHealth, TimeProvider clock)
    : IRequestHandler<GetNotificationDashboard, Result<NotificationDashboardView>>
{
    private const int MostOutstanding = 20;

    private const int MostLatest = 10;

    public async Task<Result<NotificationDashboardView>> Handle(
        GetNotificationDashboard query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var outstanding = db.NotificationRoutes.AsNoTracking().Outstanding();
        var oldest = await outstanding.OrderBy(route => route.CreatedAt).Take(MostOutstanding).ToListAsync(cancellationToken);
        var latest = await db.Evidence.AsNoTracking().Where(entry => entry.IsRecord)
            .OrderByDescending(entry => entry.Id).Take(MostLatest).ToListAsync(cancellationToken);

        var health = await workerHealth.ReadAsync(HealthTerms.Stored, cancellationToken);

        return NotificationDashboardView.Of(
            await tallies.ReadAsync(cancellationToken),
            new OpenWork(
                await outstanding.CountAsync(cancellationToken),
                await outstanding.AnyAsync(
                    route => route.CreatedAt.AddMinutes(route.OwnerMinutes ?? AcknowledgementTime.DefaultMinutes) < now,
                    cancellationToken),
                await db.Destinations.CountAsync(
                    destination => destination.Source == DeliverySource.AcknowledgementAudit
                        && (destination.State == DestinationState.Failed || destination.State == DestinationState.Held),
                    cancellationToken),
                health.RetryableCount,
                health.AlertLevel)
            {
                RecoveriesClosed = await db.ConnectorRecoveries.Closed().Take(Page<RecoveryRow>.CountedAtMost)
                    .CountAsync(cancellationToken),
            },
            [.. oldest.Select(route => OutstandingAcknowledgementView.Of(route, now))],
            await latest.Select(MetadataItem.Of).ToList().WithLogIndexAsync(db, cancellationToken),
            now);
    }
}
