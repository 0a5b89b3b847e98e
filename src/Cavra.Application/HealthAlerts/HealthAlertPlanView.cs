using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.HealthAlerts;
using Cavra.Domain.WorkerHealth;

namespace Cavra.Application.HealthAlerts;

/// <summary>The decision whom worker health is sent to, as answers show it.</summary>
public sealed record HealthAlertPlanView(
    string SchemaVersion, string Product, HealthAlertPlanId PlanId, HealthId HealthId, DateTimeOffset GeneratedAt,
    string GeneratedBy, string? OnBehalfOf, AlertLevel AlertLevel, string RequestedProvider,
    bool Force, int SuppressionWindowMinutes, IReadOnlyList<string> EligibleProviders, IReadOnlyList<string> SelectedProviders,
    IReadOnlyList<string> AcknowledgementRequiredProviders, IReadOnlyList<SuppressedConnector> SuppressedProviders, bool Suppressed,
    int AlertCount, IReadOnlyList<HealthAlertLine> Alerts, HealthAlertReason ReasonCode, string Summary, HealthEpisodeId? Dedup)
{
    public static HealthAlertPlanView Of(HealthAlertPlan plan) => new(
        WireNames.HealthAlertPlanSchema, WireNames.Product, plan.Id, plan.HealthId, plan.GeneratedAt, plan.GeneratedBy,
        plan.OnBehalfOf, plan.AlertLevel, plan.RequestedProvider, plan.Force, plan.SuppressionWindowMinutes,
        plan.EligibleProviders, plan.SelectedProviders, plan.AcknowledgementRequiredProviders, plan.SuppressedProviders,
        plan.ReasonCode is HealthAlertReason.Suppressed, plan.AlertCount, plan.Alerts, plan.ReasonCode, plan.Summary, plan.EpisodeId);
}
