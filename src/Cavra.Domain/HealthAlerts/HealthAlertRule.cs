using Cavra.Domain.WorkerHealth;

namespace Cavra.Domain.HealthAlerts;

/// <summary>What the watcher does after a look at worker health.</summary>
public enum WatchStep
{
    /// <summary>Nothing has changed and nothing is due.</summary>
    Nothing,

    /// <summary>Routes the health: it is new, or has changed.</summary>
    Route,

    /// <summary>Repeats or escalates what nobody has answered.</summary>
    FollowUp,

    /// <summary>Ends the episode and tells whoever was alerted.</summary>
    Resolve,
}

/// <summary>One alert that is due again.</summary>
public sealed record DueAlert(HealthAlertRoute Route, AlertStep Step);

/// <summary>What the watcher does after a look at worker health, and about which alerts.</summary>
/// <param name="Step">What it does.</param>
/// <param name="Due">What is due again; empty unless it follows up.</param>
public sealed record WatchDecision(WatchStep Step, IReadOnlyList<DueAlert> Due);

/// <summary>Decides from what is stored and seen alone, so that it does not matter which replica looks.</summary>
public static class HealthAlertRule
{
    /// <param name="health">Worker health now.</param>
    /// <param name="episode">The episode that is open; null when none is.</param>
    /// <param name="routes">All alerts of that episode that were delivered.</param>
    /// <param name="policy">How alerts are repeated.</param>
    /// <param name="now">The moment of looking.</param>
    public static WatchDecision Decide(
        WorkerHealthReport health,
        HealthEpisode? episode,
        IReadOnlyCollection<HealthAlertRoute> routes,
        RepeatPolicy policy,
        DateTimeOffset now)
    {
        if (health.IsHealthy)
        {
            return new WatchDecision(episode is null ? WatchStep.Nothing : WatchStep.Resolve, []);
        }

        if (episode is null || (episode.HealthId != health.HealthId && !IsAnswered(health.HealthId, routes)))
        {
            return new WatchDecision(WatchStep.Route, []);
        }

        DueAlert[] due =
        [
            .. routes.Select(route => new DueAlert(route, route.NextStep(policy, now)))
                .Where(alert => alert.Step is not AlertStep.None),
        ];
        return new WatchDecision(due.Length > 0 ? WatchStep.FollowUp : WatchStep.Nothing, due);
    }

    /// <summary>
    /// Whether everybody who took this health in the episode has settled it. Settling the last alert makes "unacknowledged"
    /// go away, which brings back the id from before it; that must not alert the person who has just answered.
    /// </summary>
    private static bool IsAnswered(HealthId health, IReadOnlyCollection<HealthAlertRoute> routes)
    {
        var taken = routes.Where(route => route.HealthId == health).ToArray();
        return taken.Length > 0 && taken.All(route => route.State is RouteState.Settled);
    }
}
