using Cavra.Domain.Drills;

namespace Cavra.Domain.Notifications;

/// <summary>Whether one owner is told by one connector about a due drill, and why; decided once and never changed.</summary>
public sealed record RouteDecision
{
    public required NotificationRouteId RouteId { get; init; }

    /// <summary>The connector's name; what a schedule names where there is no such connector.</summary>
    public required string Connector { get; init; }

    /// <summary>Its vendor, such as <c>slack</c>; null when there is no such connector.</summary>
    public required string? Provider { get; init; }

    public required string Owner { get; init; }

    /// <summary>Null when nobody is named.</summary>
    public required string? EscalationOwner { get; init; }

    /// <summary>Minutes the owner's rule gives to answer; null when it states none.</summary>
    public required int? OwnerMinutes { get; init; }

    public required RouteAction Action { get; init; }

    public required RouteCategory Category { get; init; }

    /// <summary>One fixed sentence for a person.</summary>
    public required string Reason { get; init; }

    /// <summary>The window that suppresses it; only with <see cref="RouteCategory.MaintenanceWindow"/>.</summary>
    public required MaintenanceWindow? MaintenanceWindow { get; init; }

    public required OwnerAvailability OwnerAvailability { get; init; }

    /// <summary>Minutes to answer while no call states a policy.</summary>
    public int AcknowledgementMinutes => AcknowledgementTime.Minutes(OwnerMinutes, policyMinutes: null);
}
