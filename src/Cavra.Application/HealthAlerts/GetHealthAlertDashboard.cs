using Cavra.Application.Evidence;
using Cavra.Application.Evidence.Log;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.WorkerHealth;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Domain.HealthAlerts;
using Cavra.Domain.WorkerHealth;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.HealthAlerts;

/// <summary>Tells how alerting is going: what was sent, what failed, and what nobody has answered.</summary>
public sealed record GetHealthAlertDashboard : IQuery<HealthAlertDashboardView>
{
    public static Permission Permission => Permissions.RecordsRead;
}

/// <summary>The dashboard of worker-health alerts; its level is that of worker health now.</summary>
public sealed record HealthAlertDashboardView(
    string SchemaVersion, string Product, DateTimeOffset GeneratedAt, AlertLevel AlertLevel, long PlanCount, long DeliveryCount,
    long FailedDeliveryCount, long AcknowledgementCount, int OutstandingAcknowledgementCount, long SuppressedProviderCount,
    IReadOnlyList<OutstandingHealthAlertView> OutstandingAcknowledgements, IReadOnlyList<MetadataItem> Latest);

/// <summary>An alert that somebody still has to answer.</summary>
/// <param name="HealthId">What it was about.</param>
/// <param name="Connector">The connector's name.</param>
/// <param name="Provider">Its vendor.</param>
/// <param name="PlanId">The plan that routed it.</param>
/// <param name="AgeMinutes">Whole minutes since its clock started.</param>
public sealed record OutstandingHealthAlertView(
    HealthId HealthId, string Connector, string Provider, HealthAlertPlanId PlanId, long AgeMinutes);

internal sealed class GetHealthAlertDashboardHandler(ICavraDbContext db, WorkerHealthReader workerHealth, IEvidenceCounts tallies, TimeProvider clock)
    : IRequestHandler<GetHealthAlertDashboard, Result<HealthAlertDashboardView>>
{
    private const int MostOutstanding = 20;

    private const int MostLatest = 10;

    public async Task<Result<HealthAlertDashboardView>> Handle(GetHealthAlertDashboard query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var health = await workerHealth.ReadAsync(HealthTerms.Stored, cancellationToken);
        var counted = await tallies.ReadAsync(cancellationToken);
        var unsettled = db.HealthAlertRoutes.AsNoTracking().Outstanding();
        var oldest = await unsettled.OrderBy(route => route.UnacknowledgedSince).Take(MostOutstanding).ToListAsync(cancellationToken);
        var chain = new EvidenceFilter { ConnectorDeliverySource = WireNames.Of(DeliverySource.WorkerHealthAlert) };
        var latest = await chain.Of(db).Where(entry => entry.IsRecord)
            .OrderByDescending(entry => entry.Id).Take(MostLatest).ToListAsync(cancellationToken);

        return new HealthAlertDashboardView(
            WireNames.HealthAlertDashboardSchema, WireNames.Product, now, health.AlertLevel,
            counted.Entries(WireNames.HealthAlertPlanKind), counted.Deliveries(DeliverySource.WorkerHealthAlert),
            counted.Deliveries(DeliverySource.WorkerHealthAlert, success: false),
            counted.Entries(WireNames.HealthAlertAcknowledgementKind), await unsettled.CountAsync(cancellationToken),
            counted.SuppressedAlerts,
            [
                .. oldest.Select(route => new OutstandingHealthAlertView(
                    route.HealthId, route.Connector, route.Provider, route.PlanId, (long)(now - route.UnacknowledgedSince).TotalMinutes)),
            ],
            await latest.Select(MetadataItem.Of).ToList().WithLogIndexAsync(db, cancellationToken));
    }
}
