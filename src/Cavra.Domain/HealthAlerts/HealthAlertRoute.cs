using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.WorkerHealth;

namespace Cavra.Domain.HealthAlerts;

/// <summary>Where a delivered health alert stands.</summary>
public enum RouteState
{
    /// <summary>Nobody has answered; it is repeated.</summary>
    Open,

    /// <summary>Somebody does not want to hear of it again; it is not settled.</summary>
    Dismissed,

    /// <summary>Acknowledged or resolved.</summary>
    Settled,

    /// <summary>The same connector took a later alert of the episode, which carries its clock on.</summary>
    Superseded,

    /// <summary>Health came back before anybody answered.</summary>
    Recovered,
}

/// <summary>One worker-health alert that one connector took, until somebody settles it.</summary>
public sealed class HealthAlertRoute
{
    /// <summary>How long an answer may take where nobody says otherwise, in minutes.</summary>
    public const int AcknowledgementMinutesDefault = 60;

    private HealthAlertRoute()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required HealthAlertRouteId Id { get; init; }

    public required HealthEpisodeId EpisodeId { get; init; }

    public required HealthAlertPlanId PlanId { get; init; }

    public required HealthId HealthId { get; init; }

    public required string Connector { get; init; }

    public required string Provider { get; init; }

    public required DateTimeOffset DeliveredAt { get; init; }

    /// <summary>When the clock started that an answer must beat: with this alert, or with the one it replaces.</summary>
    public required DateTimeOffset UnacknowledgedSince { get; init; }

    public required int AcknowledgementMinutes { get; init; }

    public RouteState State { get; private set; }

    public DateTimeOffset LastSentAt { get; private set; }

    public int RepeatCount { get; private set; }

    public DateTimeOffset? EscalatedAt { get; private set; }

    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>Whether an answer is still owed; a dismissed alert owes one.</summary>
    public bool IsUnsettled => State is RouteState.Open or RouteState.Dismissed;

    /// <summary>
    /// Records that a connector took an alert. The unsettled one that the same connector took before in this episode is
    /// superseded, and its clock, repeats and escalation carry on: trouble that changes does not buy time.
    /// </summary>
    public static HealthAlertRoute Deliver(
        HealthAlertPlan plan,
        HealthEpisodeId episode,
        string connector,
        string provider,
        int acknowledgementMinutes,
        HealthAlertRoute? previous,
        DateTimeOffset now)
    {
        var replaced = previous is { IsUnsettled: true } && previous.EpisodeId == episode && previous.Connector == connector
            ? previous
            : null;
        var route = new HealthAlertRoute
        {
            WorkspaceId = plan.WorkspaceId,
            Id = Ids.New<HealthAlertRouteId>(now),
            EpisodeId = episode,
            PlanId = plan.Id,
            HealthId = plan.HealthId,
            Connector = connector,
            Provider = provider,
            DeliveredAt = now,
            UnacknowledgedSince = replaced?.UnacknowledgedSince ?? now,
            AcknowledgementMinutes = acknowledgementMinutes,
            LastSentAt = now,
            RepeatCount = replaced?.RepeatCount ?? 0,
            EscalatedAt = replaced?.EscalatedAt,
        };

        if (replaced is not null)
        {
            route.State = replaced.HealthId == route.HealthId ? replaced.State : RouteState.Open;
            replaced.State = RouteState.Superseded;
        }

        return route;
    }

    /// <summary>Whether <paramref name="earlier"/> was superseded on the way to this one.</summary>
    public bool CarriesOn(HealthAlertRoute earlier) =>
        earlier.State is RouteState.Superseded
        && earlier.EpisodeId == EpisodeId
        && earlier.Connector == Connector
        && earlier.DeliveredAt <= DeliveredAt;

    /// <summary>What to do about it now: repeat while it may be repeated, then escalate, once.</summary>
    public AlertStep NextStep(RepeatPolicy policy, DateTimeOffset now)
    {
        if (State is not RouteState.Open || EscalatedAt is not null
            || now < LastSentAt + TimeSpan.FromMinutes(policy.EveryMinutes))
        {
            return AlertStep.None;
        }

        return RepeatCount < policy.Repeats ? AlertStep.Repeat : AlertStep.Escalate;
    }

    /// <summary>It was sent again; counted whether or not it was taken, or a dead connector would never escalate.</summary>
    public void Repeated(DateTimeOffset now) => (RepeatCount, LastSentAt) = (RepeatCount + 1, now);

    /// <summary>The escalation connectors were alerted.</summary>
    public void Escalate(DateTimeOffset now) => EscalatedAt ??= now;

    /// <summary>Somebody acknowledged or resolved it.</summary>
    public void Settle(DateTimeOffset now)
    {
        if (State is not RouteState.Settled)
        {
            (State, SettledAt) = (RouteState.Settled, now);
        }
    }

    /// <summary>Stops repeats of this health; an answer is still owed.</summary>
    public void Dismiss() => State = State is RouteState.Open ? RouteState.Dismissed : State;

    /// <summary>Health is back: nobody owes an answer any more.</summary>
    public void Recover() => State = IsUnsettled ? RouteState.Recovered : State;
}

/// <summary>Names one worker-health alert that a connector took.</summary>
public readonly record struct HealthAlertRouteId(Guid Value) : IId<HealthAlertRouteId>
{
    public static string Prefix => "gordackhealthroute";

    public static HealthAlertRouteId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
