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
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="GeneratedAt">When it was made.</param>
/// <param name="AlertLevel">Worker health as it is now.</param>
/// <param name="PlanCount">Alert plans that were ever made.</param>
/// <param name="DeliveryCount">Rounds of alerts that were ever sent.</param>
/// <param name="FailedDeliveryCount">Those of them that a connector did not take.</param>
/// <param name="AcknowledgementCount">Answers that were ever given to alerts.</param>
/// <param name="OutstandingAcknowledgementCount">Alerts that somebody still has to answer.</param>
/// <param name="SuppressedProviderCount">Connectors that plans left out because they already had the same health.</param>
/// <param name="OutstandingAcknowledgements">The oldest alerts without an answer, at most 20.</param>
/// <param name="Latest">The newest records of alerts, at most 10.</param>
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
