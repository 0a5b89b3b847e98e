using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.WorkerHealth;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Connectors;
using Cavra.Domain.HealthAlerts;
using Cavra.Domain.WorkerHealth;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.HealthAlerts;

/// <summary>Looks at worker health and does what has become due: routes, repeats, escalates or resolves.</summary>
public sealed record WatchHealth : ICommand<WatchAnswer>
{
    public static Permission Permission => Permissions.WorkerOperate;

    bool ICommandBase.IsRaced => true;
}

/// <summary>What a look led to.</summary>
/// <param name="Step">What was done.</param>
/// <param name="Round">What is to be sent; null when nothing is.</param>
public sealed record WatchAnswer(WatchStep Step, StartedRound? Round) : IReportsChange
{
    public static WatchAnswer Nothing { get; } = new(WatchStep.Nothing, Round: null);

    bool IReportsChange.IsChanged => Step is not WatchStep.Nothing;
}

internal sealed class WatchHealthHandler(
    ICavraDbContext db, WorkerHealthReader workerHealth, HealthAlertRouter router, AlertRepeater followUp, IConnectorCatalog catalog,
    EvidenceJournal journal, Call call, TimeProvider clock) : IRequestHandler<WatchHealth, Result<WatchAnswer>>
{
    public async Task<Result<WatchAnswer>> Handle(WatchHealth command, CancellationToken cancellationToken)
    {
        var health = await workerHealth.ReadAsync(HealthTerms.Stored, cancellationToken);
        var episode = await db.HealthEpisodes.OpenAsync(cancellationToken);
        var routes = episode is null
            ? []
            : await db.HealthAlertRoutes.Where(route => route.EpisodeId == episode.Id).ToListAsync(cancellationToken);
        var decision = HealthAlertRule.Decide(health, episode, routes, RepeatPolicy.Default, clock.GetUtcNow());

        return decision.Step switch
        {
            WatchStep.Route => await RouteAsync(health, episode, cancellationToken),
            WatchStep.FollowUp => new WatchAnswer(
                WatchStep.FollowUp, await followUp.BeginAsync(health, episode!, decision.Due, cancellationToken)),
            WatchStep.Resolve => await ResolveAsync(health, episode!, routes, cancellationToken),
            _ => WatchAnswer.Nothing,
        };
    }

    private async Task<Result<WatchAnswer>> RouteAsync(
        WorkerHealthReport health, HealthEpisode? episode, CancellationToken cancellationToken)
    {
        // With no connector to alert, no plan is filed; the health document shows the problem.
        if (catalog.ForAlerts().Count == 0)
        {
            return WatchAnswer.Nothing;
        }

        var request = new HealthAlertRequest { Connectors = ConnectorChoice.All, By = call.Caller.Actor.Display };
        var begun = await router.RouteAsync(health, episode, request, SendTerms.Default, cancellationToken);
        return begun.Refusal is { } refusal ? refusal : new WatchAnswer(WatchStep.Route, begun.Value.Round);
    }

    private async Task<Result<WatchAnswer>> ResolveAsync(
        WorkerHealthReport health, HealthEpisode episode, List<HealthAlertRoute> routes, CancellationToken cancellationToken)
    {
        var told = episode.End(clock.GetUtcNow());
        routes.ForEach(route => route.Recover());
        journal.Prove(episode, episode.Evidence.Summary);
        await router.SupersedeAsync(episode, cancellationToken);
        return new WatchAnswer(WatchStep.Resolve, await router.ResolveAsync(health, episode, told, cancellationToken));
    }
}
