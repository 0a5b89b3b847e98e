using Cavra.Application.AuditDeliveries;
using Cavra.Application.Evidence;
using Cavra.Application.Loops;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.HealthAlerts;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.HealthAlerts;

/// <summary>
/// When a connector has taken an alert: opens the route that somebody must answer, and marks the audit destinations that the
/// alert told about as routed. A resolution, which belongs to no plan, opens nothing.
/// </summary>
internal sealed class OpenAlertRoutes(ICavraDbContext db, GateWriter gates, TimeProvider clock) : IDeliveryAcceptedHandler
{
    public DeliverySource Source => DeliverySource.WorkerHealthAlert;

    public async Task FollowAsync(
        DeliveryEvent what, IReadOnlyList<Destination> taken, MetadataItem evidence, CancellationToken cancellationToken)
    {
        if (!Ids.TryParse<HealthAlertPlanId>(what.Links.PlanId, out var planId))
        {
            return;
        }

        var plan = await db.HealthAlertPlans.SingleAsync(plan => plan.Id == planId, cancellationToken);
        if (plan.EpisodeId is { } episodeId)
        {
            var episode = await db.HealthEpisodes.SingleAsync(episode => episode.Id == episodeId, cancellationToken);
            await OpenRoutesAsync(plan, episode, taken, cancellationToken);
        }

        await gates.WriteRoutedAsync(plan, evidence.EvidenceId, cancellationToken);
    }

    private async Task OpenRoutesAsync(
        HealthAlertPlan plan, HealthEpisode episode, IReadOnlyList<Destination> taken, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var routes = await db.HealthAlertRoutes.Where(route => route.EpisodeId == episode.Id).ToListAsync(cancellationToken);
        var answers = await db.HealthAlertAcknowledgements.Where(given => given.HealthId == plan.HealthId && given.AcknowledgedAt >= plan.GeneratedAt)
            .OrderBy(given => given.Id).ToListAsync(cancellationToken);
        foreach (var destination in taken.Where(it => !routes.Any(route => route.PlanId == plan.Id && route.Connector == it.Connector)))
        {
            var previous = routes.Find(route => route.IsUnsettled && route.Connector == destination.Connector);
            var route = HealthAlertRoute.Deliver(
                plan, episode.Id, destination.Connector, destination.Provider, HealthAlertRoute.AcknowledgementMinutesDefault,
                previous, now);
            db.HealthAlertRoutes.Add(route);
            answers.ForEach(given => given.ApplyTo(route, now));
            if (episode.EndedAt is null)
            {
                episode.Alerted(destination.Connector);
            }
            else
            {
                // The trouble was over before the connector took the alert of it.
                route.Recover();
            }
        }
    }
}
