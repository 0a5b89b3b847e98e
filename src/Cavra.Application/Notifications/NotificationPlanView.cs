using Cavra.Domain.Abstractions;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;

namespace Cavra.Application.Notifications;

/// <summary>A notification plan as answers and notifications show it.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="PlanId">Id of the notification plan.</param>
/// <param name="ScheduleId">Name of the drill schedule.</param>
/// <param name="Status">How the schedule stood.</param>
/// <param name="AlertLevel">critical for a schedule that needs attention, warning for one due soon, else healthy.</param>
/// <param name="Force">Whether suppression was to be skipped.</param>
/// <param name="EligibleProviders">Connectors that the schedule and the request name and that can be used.</param>
/// <param name="SelectedProviders">Connectors that it goes to.</param>
/// <param name="AcknowledgementRequiredProviders">Connectors whose routes somebody has to answer: those selected.</param>
/// <param name="SuppressedProviders">Connectors that are left out.</param>
/// <param name="Owners">Owners of the routes.</param>
/// <param name="RouteDecisions">One decision an owner and connector.</param>
/// <param name="DeliverableRouteCount">Routes that are delivered.</param>
/// <param name="SuppressedRouteCount">Routes that are held back, for whatever reason.</param>
/// <param name="MaintenanceSuppressedCount">Routes held back by a maintenance window.</param>
/// <param name="CalendarSuppressedCount">Routes held back because the owner is not there.</param>
/// <param name="HealthyScheduleSuppressedCount">Routes held back because the schedule is healthy and nobody forced it.</param>
/// <param name="NextDueAt">When the next drill is due; null where nothing says so.</param>
/// <param name="Reason">One public-safe sentence why.</param>
/// <param name="GeneratedAt">When it was made.</param>
/// <param name="GeneratedBy">Who asked for it, by the credential's name.</param>
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
/// <param name="RouteId">Id of the route: one plan, one owner, one connector.</param>
/// <param name="PlanId">Id of the notification plan.</param>
/// <param name="ScheduleId">Name of the drill schedule.</param>
/// <param name="Connector">Name of the connector it goes to.</param>
/// <param name="Provider">Its vendor; its name where there was no such connector.</param>
/// <param name="Owner">Who has to answer for it.</param>
/// <param name="EscalationOwner">Who is told when the owner does not answer in time; null where the schedule names nobody.</param>
/// <param name="AcknowledgementMinutes">Minutes in which an answer is due.</param>
/// <param name="Action">Whether it is delivered or held back.</param>
/// <param name="Category">What decided that.</param>
/// <param name="Reason">One public-safe sentence why.</param>
/// <param name="MaintenanceWindow">The window that held it back; null where none did.</param>
/// <param name="OwnerAvailability">What the owner's calendar said.</param>
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
