using Cavra.Domain.Abstractions;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;

namespace Cavra.Application.Notifications;

/// <summary>A notification plan as answers and notifications show it.</summary>
public sealed record NotificationPlanView(
    string SchemaVersion, string Product, NotificationPlanId PlanId, string ScheduleId, ScheduleReadiness Status,
    AlertLevel AlertLevel, bool Force, IReadOnlyList<string> EligibleProviders, IReadOnlyList<string> SelectedProviders,
    IReadOnlyList<string> AcknowledgementRequiredProviders, IReadOnlyList<string> SuppressedProviders, IReadOnlyList<string> Owners,
    IReadOnlyList<RouteDecisionView> RouteDecisions, int DeliverableRouteCount, int SuppressedRouteCount,
    int MaintenanceSuppressedCount, int CalendarSuppressedCount, int HealthyScheduleSuppressedCount, DateTimeOffset? NextDueAt,
    string Reason, DateTimeOffset GeneratedAt, string GeneratedBy)
{
    public static NotificationPlanView Of(NotificationPlan plan) => new(
        WireNames.NotificationPlanSchema, WireNames.Product, plan.Id, plan.ScheduleId, plan.Status, plan.AlertLevel, plan.IsForced,
        plan.EligibleProviders, plan.SelectedProviders, plan.AcknowledgementRequiredProviders, plan.SuppressedProviders,
        plan.Owners, [.. plan.RouteDecisions.Select(decision => RouteDecisionView.Of(plan, decision))],
        plan.DeliverableRouteCount, plan.SuppressedRouteCount, plan.MaintenanceSuppressedCount, plan.CalendarSuppressedCount,
        plan.HealthyScheduleSuppressedCount, plan.NextDueAt, plan.Reason, plan.GeneratedAt, plan.GeneratedBy);
}

/// <summary>One route of a plan as it was decided.</summary>
public sealed record RouteDecisionView(
    NotificationRouteId RouteId, NotificationPlanId PlanId, string ScheduleId, string Connector, string Provider,
    string Owner, string? EscalationOwner, int AcknowledgementMinutes, RouteAction Action, RouteCategory Category, string Reason,
    MaintenanceWindow? MaintenanceWindow, OwnerAvailability OwnerAvailability)
{
    public static RouteDecisionView Of(NotificationPlan plan, RouteDecision decision) => new(
        decision.RouteId, plan.Id, plan.ScheduleId, decision.Connector, decision.Provider ?? decision.Connector, decision.Owner, decision.EscalationOwner,
        decision.AcknowledgementMinutes, decision.Action, decision.Category, decision.Reason, decision.MaintenanceWindow,
        decision.OwnerAvailability);
}
