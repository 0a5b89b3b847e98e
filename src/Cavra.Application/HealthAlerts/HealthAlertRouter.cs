using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Application.WorkerHealth;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.HealthAlerts;
using Cavra.Domain.WorkerHealth;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.HealthAlerts;

/// <summary>Decides whom worker health is sent to and begins to send it: for people, and for the worker that watches.</summary>
internal sealed class HealthAlertRouter(
    ICavraDbContext db, IClaims claims, IConnectorCatalog catalog, Outbox outbox, EvidenceJournal journal, Call call, TimeProvider clock)
{
    /// <summary>Makes a plan for the episode that is open now, or for a new one; see the other overload.</summary>
    public async Task<Result<BegunAlert>> RouteAsync(
        WorkerHealthReport health, HealthAlertRequest request, SendTerms terms, CancellationToken cancellationToken) =>
        await RouteAsync(health, await db.HealthEpisodes.OpenAsync(cancellationToken), request, terms, cancellationToken);

    /// <summary>Makes a plan, proves it and, where it selects somebody, begins the round.</summary>
    /// <param name="health">What to alert people to.</param>
    /// <param name="open">
    /// The episode that the caller decided upon; null when it saw none. It is not looked for again: of two that saw none, the
    /// one that begins an episode second must lose.
    /// </param>
    /// <param name="request">Whom to alert, and how.</param>
    /// <param name="terms">How the alert is sent.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<Result<BegunAlert>> RouteAsync(
        WorkerHealthReport health, HealthEpisode? open, HealthAlertRequest request, SendTerms terms, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var everybody = request.Connectors.IsAll;
        var episode = health.IsHealthy || open is not null
            ? open
            : HealthEpisode.Begin(call.Workspace, everybody ? health.HealthId : null, now);
        var meant = health.IsHealthy ? [] : HealthAlertPlan.Selected(catalog.All, request.Connectors);

        // From here on nobody else alerts these connectors: of several that ask at once, each sees what the one before it began.
        await claims.ConnectorsAsync(meant.Select(connector => connector.Name), cancellationToken);
        var earlier = open is null ? [] : await EarlierAsync(open.Id, health.HealthId, now, cancellationToken);
        var decided = HealthAlertPlan.Decide(call.Workspace, health, request, catalog.All, earlier, episode?.Id, now);
        if (decided.Refusal is { } refusal)
        {
            return refusal;
        }

        if (episode is not null && open is null)
        {
            db.HealthEpisodes.Add(episode);
        }
        else if (episode is not null && everybody && !health.IsHealthy)
        {
            episode.Route(health.HealthId);
        }

        var (plan, view) = (decided.Value, HealthAlertPlanView.Of(decided.Value));
        db.HealthAlertPlans.Add(plan);
        var metadata = journal.Prove(plan, view);
        var links = new EventLinks { HealthId = health.HealthId.ToString(), PlanId = plan.Id.ToString() };
        var round = await BeginAsync(
            health, plan.SelectedProviders, "firing", plan.EpisodeId, request.MaxAlerts, links, terms, cancellationToken);
        return new BegunAlert(WorkerHealthView.Of(health), view, metadata, round, ActorView.Of(call.Caller));
    }

    /// <summary>Ends the repetition of alerts of an episode that is over: one that came now would tell of trouble that there is no more.</summary>
    public async Task SupersedeAsync(HealthEpisode episode, CancellationToken cancellationToken)
    {
        var (key, now) = (episode.Id.ToString(), clock.GetUtcNow());
        var unsettled = await db.Destinations
            .Where(destination => destination.Episode == key && destination.State != DestinationState.Delivered && destination.State != DestinationState.Closed)
            .ToListAsync(cancellationToken);
        unsettled.ForEach(destination => destination.Supersede(now));
    }

    /// <summary>Begins to tell those who were alerted that the trouble of an episode is over; null when nobody was, or is left.</summary>
    public Task<StartedRound?> ResolveAsync(
        WorkerHealthReport health, HealthEpisode episode, IReadOnlyList<string> told, CancellationToken cancellationToken) =>
        BeginAsync(
            health, told, "resolved", episode.Id, HealthAlertRequest.MaxAlertsMax,
            new EventLinks { HealthId = health.HealthId.ToString() }, SendTerms.Default, cancellationToken);

    private async Task<StartedRound?> BeginAsync(
        WorkerHealthReport health, IReadOnlyList<string> names, string status, HealthEpisodeId? episode, int maxAlerts, EventLinks links,
        SendTerms terms, CancellationToken cancellationToken)
    {
        var connectors = names.Select(catalog.Find).OfType<Connector>().ToList();
        if (connectors.Count == 0)
        {
            return null;
        }

        var message = new Message(
            DeliverySource.WorkerHealthAlert, health.HealthId.ToString(), WireNames.WorkerHealthSchema,
            DataOf(health, status, episode, maxAlerts), links with { Episode = episode?.ToString() });
        return await outbox.BeginAsync(message, connectors, delivery: null, terms, cancellationToken);
    }

    /// <summary>The health document less what it lists one by one, with the key that makes an episode one thing to a receiver.</summary>
    private static string DataOf(WorkerHealthReport health, string status, HealthEpisodeId? episode, int maxAlerts)
    {
        var view = WorkerHealthView.Of(health);
        var document = JsonSerializer.SerializeToNode(
            view with
            {
                Alerts = [.. view.Alerts.Take(maxAlerts)],
                Recommendations = [.. view.Recommendations.Take(maxAlerts)],
            },
            WireJson.Options)!.AsObject();
        document.Remove("failed_deliveries");
        document.Remove("latest");
        document["status"] = JsonValue.Create(status);
        document["dedup"] = JsonValue.Create(episode?.ToString());
        return PublicView.Of(document, out _)!.ToJsonString(WireJson.Options);
    }

    // An alert whose episode is over was followed by its resolution: it tells nobody that there is trouble again. One that is
    // being sent counts as taken; if it is not, the next one goes.
    private async Task<List<EarlierAlert>> EarlierAsync(
        HealthEpisodeId episode, HealthId health, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var subject = health.ToString();
        var taken = await db.HealthAlertRoutes.Where(route => route.EpisodeId == episode && route.HealthId == health)
            .Select(route => new EarlierAlert(route.Connector, route.HealthId, route.DeliveredAt, Delivered: true))
            .ToListAsync(cancellationToken);
        var underWay = await db.Destinations
            .Where(destination => destination.Source == DeliverySource.WorkerHealthAlert
                && destination.State == DestinationState.Sending && destination.LeaseUntil > now)
            .Join(
                db.DeliveryEvents.Where(what => what.Subject == subject), destination => destination.EventId, what => what.Id,
                (destination, _) => destination.Connector)
            .ToListAsync(cancellationToken);
        return [.. taken, .. underWay.Select(connector => new EarlierAlert(connector, health, now, Delivered: true))];
    }
}

/// <summary>An alert that was decided and, where somebody is alerted, has begun.</summary>
/// <param name="Health">What it is about.</param>
/// <param name="Plan">What was decided.</param>
/// <param name="PlanMetadata">The evidence of it.</param>
/// <param name="Round">What is to be sent; null when nothing is.</param>
/// <param name="Actor">Who asked.</param>
public sealed record BegunAlert(
    WorkerHealthView Health, HealthAlertPlanView Plan, MetadataItem PlanMetadata, StartedRound? Round, ActorView Actor) : IBetweenSteps;

/// <summary>Reads episodes.</summary>
internal static class HealthEpisodeReading
{
    /// <summary>The episode that is open; null when none is.</summary>
    public static Task<HealthEpisode?> OpenAsync(this DbSet<HealthEpisode> episodes, CancellationToken cancellationToken) =>
        episodes.SingleOrDefaultAsync(episode => episode.EndedAt == null, cancellationToken);
}
