using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.HealthAlerts;
using Cavra.Domain.WorkerHealth;

namespace Cavra.Application.HealthAlerts;

/// <summary>The decision whom worker health is sent to, as answers show it.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="PlanId">Id of the alert plan.</param>
/// <param name="HealthId">Digest of the trouble itself: the same trouble has the same id, whenever it is looked at.</param>
/// <param name="GeneratedAt">When it was made.</param>
/// <param name="GeneratedBy">Who asked for it, by the credential's name.</param>
/// <param name="OnBehalfOf">Whom the caller said to act for; null where it named nobody. The credential decides who acted.</param>
/// <param name="AlertLevel">The worst severity of the findings.</param>
/// <param name="RequestedProvider">Whom the request asked for: all, one name or a comma list.</param>
/// <param name="Force">Whether it was asked for with force: nobody is left out then.</param>
/// <param name="SuppressionWindowMinutes">Minutes for which an alert that was taken keeps the same one away.</param>
/// <param name="EligibleProviders">Names of the connectors that were asked for and can take alerts, whether it goes to them or not.</param>
/// <param name="SelectedProviders">Connectors that it goes to.</param>
/// <param name="AcknowledgementRequiredProviders">Names of the connectors whose taking has to be answered: those it goes to.</param>
/// <param name="SuppressedProviders">Connectors left out because they already took the same health, and until when.</param>
/// <param name="Suppressed">Whether everybody was left out for that reason.</param>
/// <param name="AlertCount">Findings of the health.</param>
/// <param name="Alerts">The findings that are sent, as many as max_alerts allows.</param>
/// <param name="ReasonCode">Why it selects what it selects.</param>
/// <param name="Summary">One sentence for a person.</param>
/// <param name="Dedup">Key that the whole episode has in common, from the first trouble to health; null where there is none.</param>
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
