namespace Cavra.Domain.Notifications;

/// <summary>A route that nobody settled in time, as an escalation plan names it.</summary>
public sealed record BreachedRoute
{
    /// <summary>Id of the route: one plan, one owner, one connector.</summary>
    public required NotificationRouteId RouteId { get; init; }

    /// <summary>Id of the notification plan.</summary>
    public required NotificationPlanId PlanId { get; init; }

    /// <summary>Name of the drill schedule.</summary>
    public required string ScheduleId { get; init; }

    /// <summary>Name of the connector it went to.</summary>
    public required string Connector { get; init; }

    /// <summary>Its vendor; its name where there was no such connector.</summary>
    public required string Provider { get; init; }

    /// <summary>Who has to answer for it.</summary>
    public required string Owner { get; init; }

    /// <summary>Who is next; null when the schedule names nobody.</summary>
    public required string? EscalationOwner { get; init; }

    /// <summary>The newest answer, which did not settle it; null when nobody answered.</summary>
    public required AcknowledgementState? AcknowledgementState { get; init; }

    /// <summary>The minutes it was held to.</summary>
    public required int AcknowledgementMinutes { get; init; }

    /// <summary>Whole minutes since it was decided, rounded down.</summary>
    public required long AgeMinutes { get; init; }

    /// <summary>The last instant at which an answer would have been in time.</summary>
    public required DateTimeOffset BreachedAt { get; init; }

    /// <summary>One fixed sentence for a person.</summary>
    public required string Reason { get; init; }

    internal static BreachedRoute Of(NotificationRoute route, int? policyMinutes, DateTimeOffset now) => new()
    {
        RouteId = route.Id,
        PlanId = route.PlanId,
        ScheduleId = route.ScheduleId,
        Connector = route.Connector,
        Provider = route.Provider ?? route.Connector,
        Owner = route.Owner,
        EscalationOwner = route.EscalationOwner,
        AcknowledgementState = route.AcknowledgementState,
        AcknowledgementMinutes = AcknowledgementTime.Minutes(route.OwnerMinutes, policyMinutes),
        AgeMinutes = (now - route.CreatedAt).Ticks / TimeSpan.TicksPerMinute,
        BreachedAt = route.AnswerDueAt(policyMinutes),
        Reason = ReasonOf(route),
    };

    private static string ReasonOf(NotificationRoute route) => route.AcknowledgementState switch
    {
        null => "Nobody answered in time.",
        Notifications.AcknowledgementState.Escalated => "It was escalated and not settled in time.",
        _ => "It was dismissed, which does not settle it.",
    };
}
