using Cavra.Domain.Notifications;

namespace Cavra.Domain.AuditPackages;

/// <summary>One route of a notification plan with the newest acknowledgement of it, as an audit package keeps it.</summary>
public sealed record PackagedRoute
{
    public required NotificationRouteId RouteId { get; init; }

    public required string ScheduleId { get; init; }

    public required NotificationPlanId PlanId { get; init; }

    public required string Connector { get; init; }

    /// <summary>Its vendor; its name where there was no such connector.</summary>
    public required string Provider { get; init; }

    public required string Owner { get; init; }

    public string? EscalationOwner { get; init; }

    /// <summary>Whether the plan decided to deliver; a suppressed route was never sent and nobody owes an answer.</summary>
    public required bool Delivers { get; init; }

    public required DateTimeOffset RouteCreatedAt { get; init; }

    public PackagedState State { get; init; }

    public NotificationAcknowledgementId? AcknowledgementId { get; init; }

    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Public-safe reference of another system.</summary>
    public string? ExternalRef { get; init; }

    /// <summary>Public-safe notes; kept in the package, left out of what is delivered.</summary>
    public string? Notes { get; init; }

    /// <summary>Whether the newest acknowledgement settles the route; dismissing and escalating do not.</summary>
    public bool IsAcknowledged => State is PackagedState.Acknowledged or PackagedState.Resolved;
}

/// <summary>What the newest acknowledgement of a route says.</summary>
public enum PackagedState
{
    /// <summary>There is none.</summary>
    Outstanding,
    Acknowledged,
    Dismissed,
    Escalated,
    Resolved,
}
