using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.HealthAlerts;
using Cavra.Domain.WorkerHealth;

namespace Cavra.Application.HealthAlerts;

/// <summary>The decision whom worker health is sent to, as answers show it.</summary>
public sealed record HealthAlertPlanView(
    string SchemaVersion, string Product, HealthAlertPlanId PlanId, HealthId HealthId, DateTimeOffset GeneratedAt,
    string GeneratedBy, string? OnBehalfOf, AlertLevel AlertLevel, string RequestedProvider,
    IReadOnlyList<string> SelectedProviders, IReadOnlyList<SuppressedProvider> SuppressedProviders, bool Suppressed,
    int AlertCount, IReadOnlyList<HealthAlertLine> Alerts, HealthAlertReason ReasonCode, string? Dedup)
{
    public static HealthAlertPlanView Of(HealthAlertPlan plan) => new(
        WireNames.HealthAlertPlanSchema, WireNames.Product, plan.Id, plan.HealthId, plan.GeneratedAt, plan.GeneratedBy,
        plan.OnBehalfOf, plan.AlertLevel, plan.RequestedProvider, plan.SelectedProviders, plan.SuppressedProviders,
        plan.ReasonCode is HealthAlertReason.Suppressed, plan.AlertCount, plan.Alerts, plan.ReasonCode, plan.DedupKey);
}
