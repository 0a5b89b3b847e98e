using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Drills;

namespace Cavra.Domain.Notifications;

/// <summary>One route of a notification plan as it stands: what was decided about it, and how it was answered last.</summary>
public sealed class NotificationRoute
{
    private NotificationRoute()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required NotificationRouteId Id { get; init; }

    public required NotificationPlanId PlanId { get; init; }

    public required string ScheduleId { get; init; }

    /// <summary>The connector's name; what a schedule names where there is no such connector.</summary>
    public required string Connector { get; init; }

    /// <summary>Its vendor; null when there was no such connector.</summary>
    public required string? Provider { get; init; }

    public required string Owner { get; init; }

    public required string? EscalationOwner { get; init; }

    public required int? OwnerMinutes { get; init; }

    public required RouteAction Action { get; init; }

    public required RouteCategory Category { get; init; }

    public required string Reason { get; init; }

    public required MaintenanceWindow? MaintenanceWindow { get; init; }

    public required OwnerAvailability OwnerAvailability { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the newest acknowledgement says; null while there is none.</summary>
    public AcknowledgementState? AcknowledgementState { get; private set; }

    public NotificationAcknowledgementId? AcknowledgementId { get; private set; }

    public DateTimeOffset? AcknowledgedAt { get; private set; }

    public string? AcknowledgedBy { get; private set; }

    /// <summary>Whether the newest acknowledgement leaves nothing to answer.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Whether somebody was told and has yet to settle it; a suppressed route awaits nobody.</summary>
    public bool IsOutstanding => Action is RouteAction.Deliver && !IsSettled;

    /// <summary>Minutes to answer while no call states a policy.</summary>
    public int AcknowledgementMinutes => AcknowledgementTime.Minutes(OwnerMinutes, policyMinutes: null);

    /// <summary>The last instant at which an answer is in time.</summary>
    /// <param name="policyMinutes">Minutes by the policy of the call, for routes without a rule of their own.</param>
    public DateTimeOffset AnswerDueAt(int? policyMinutes) =>
        CreatedAt.AddMinutes(AcknowledgementTime.Minutes(OwnerMinutes, policyMinutes));

    /// <summary>Whether it is outstanding and older than its minutes; exactly that old is not yet older.</summary>
    public bool IsBreached(int? policyMinutes, DateTimeOffset now) => IsOutstanding && now > AnswerDueAt(policyMinutes);

    internal static NotificationRoute Open(NotificationPlan plan, RouteDecision decision) => new()
    {
        WorkspaceId = plan.WorkspaceId,
        Id = decision.RouteId,
        PlanId = plan.Id,
        ScheduleId = plan.ScheduleId,
        Connector = decision.Connector,
        Provider = decision.Provider,
        Owner = decision.Owner,
        EscalationOwner = decision.EscalationOwner,
        OwnerMinutes = decision.OwnerMinutes,
        Action = decision.Action,
        Category = decision.Category,
        Reason = decision.Reason,
        MaintenanceWindow = decision.MaintenanceWindow,
        OwnerAvailability = decision.OwnerAvailability,
        CreatedAt = plan.GeneratedAt,
    };

    internal void ApplyAnswer(NotificationAcknowledgement acknowledgement)
    {
        AcknowledgementState = acknowledgement.State;
        AcknowledgementId = acknowledgement.Id;
        AcknowledgedAt = acknowledgement.AcknowledgedAt;
        AcknowledgedBy = acknowledgement.AcknowledgedBy;
        IsSettled = acknowledgement.State.Settles();
    }
}

/// <summary>Identifies one route of a notification plan.</summary>
public readonly record struct NotificationRouteId(Guid Value) : IId<NotificationRouteId>
{
    public static string Prefix => "gordroute";

    public static NotificationRouteId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
