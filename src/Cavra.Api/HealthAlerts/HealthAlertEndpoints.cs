using System.ComponentModel.DataAnnotations;
using Cavra.Api.Wire;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Evidence;
using Cavra.Application.HealthAlerts;
using Cavra.Application.Messaging;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.HealthAlerts;
using Cavra.Domain.Notifications;
using Cavra.Domain.WorkerHealth;

namespace Cavra.Api.HealthAlerts;

/// <summary>Worker health on its way to people: sent, answered, looked back at.</summary>
internal static class HealthAlertEndpoints
{
    /// <summary>The longest a delivery can take: that of the hardest terms, and its two commands.</summary>
    private static readonly TimeSpan DeliveryLease =
        new SendTerms(SendTerms.MaxRetries, SendTerms.MaxTimeoutSeconds).Lease + TimeSpan.FromMinutes(1);

    public static IEndpointRouteBuilder MapHealthAlerts(this IEndpointRouteBuilder routes)
    {
        var alerts = routes.MapGroup(ContractPaths.AuditDelivery).WithTags("Worker-health alerts");
        alerts.MapDeferrableSteps<DeliverBody, HealthAlertDeliveryAnswer, HealthAlertDeliveryAccepted>(
            HttpMethod.Post, "/worker-health-alerts/deliver", "DeliverHealthAlert", "Send worker health to connectors",
            (_, _) => DeliveryLease, BeginAsync);
        alerts.MapSteps<AcknowledgeBody, HealthAlertAcknowledgementAnswer>(
            HttpMethod.Post, "/worker-health-alerts/{health_id}/acknowledgements", "AcknowledgeHealthAlert",
            "Acknowledge, dismiss, escalate or resolve a worker-health alert", DeliveryLease,
            (body, http) => http.AnswerAsync(body.ToCommand(http.PathId<HealthId>("health_id"))));
        alerts.MapQuery<AlertFilter, Page<MetadataItem>>(
            "/worker-health-alerts", "ListHealthAlerts", "What was alerted, delivered and answered",
            (filter, _) => new ListHealthAlerts(filter.Alerts, new PageRequest(filter.Limit, filter.Offset, filter.Cursor)));
        alerts.MapQuery<OutstandingFilter, Page<OutstandingHealthAlertRow>>(
            "/worker-health-alerts/outstanding", "ListOutstandingHealthAlerts", "The alerts that somebody still has to answer",
            (filter, _) => new ListOutstandingHealthAlerts(new PageRequest(filter.Limit, filter.Offset, filter.Cursor)));
        alerts.MapQuery<NoParameters, HealthAlertDashboardView>(
            "/worker-health-alert-dashboard", "GetHealthAlertDashboard", "The numbers of worker-health alerts",
            (_, _) => new GetHealthAlertDashboard());
        return routes;
    }

    private static async Task<Result<BegunSteps<HealthAlertDeliveryAnswer, HealthAlertDeliveryAccepted>>> BeginAsync(
        DeliverBody body, HttpContext http)
    {
        var dispatcher = http.RequestServices.GetRequiredService<IDispatcher>();
        var begun = await dispatcher.SendAsync(body.ToCommand(), http.RequestAborted);
        return begun.Refusal is { } refusal
            ? refusal
            : new BegunSteps<HealthAlertDeliveryAnswer, HealthAlertDeliveryAccepted>(
                HealthAlertDeliveryAccepted.Of(begun.Value), services => FinishAsync(begun.Value, services));
    }

    private static async Task<Result<HealthAlertDeliveryAnswer>> FinishAsync(BegunAlert begun, IServiceProvider services)
    {
        if (begun.Round is not { } round)
        {
            return HealthAlertDeliveryAnswer.Of(begun, round: null);
        }

        var finished = await services.GetRequiredService<DeliveryRounds>().FinishAsync(round);
        return finished.Refusal is { } failed ? failed : HealthAlertDeliveryAnswer.Of(begun, finished.Value);
    }

    /// <summary>Where worker health goes, and by which terms.</summary>
    /// <param name="Provider">Connectors to alert: all, a name, a vendor or a comma list.</param>
    /// <param name="Force">Also sends to connectors that already took the same health; skips nothing else.</param>
    /// <param name="ExpectedIntervalMinutes">Minutes in which a run is expected; what the stored schedule says where it is left
    /// out.</param>
    /// <param name="StaleMetadataMinutes">Minutes from which on a retry plan is stale; twice the expected interval where it is left
    /// out.</param>
    /// <param name="SuppressionWindowMinutes">Minutes in which a connector is not sent the same health again, 1 to 1,440.</param>
    /// <param name="MaxAlerts">How many findings are sent at most, 1 to 100.</param>
    /// <param name="Retries">Quick tries after the first of each attempt, 0 to 5.</param>
    /// <param name="TimeoutSeconds">Seconds to wait for each answer, 0.1 to 30.</param>
    /// <param name="GeneratedBy">Whom the caller acts for, kept as on_behalf_of; the credential decides who asked.</param>
    internal sealed record DeliverBody(
        string Provider = ConnectorNames.All, bool Force = false, Optional<int> ExpectedIntervalMinutes = default,
        Optional<int> StaleMetadataMinutes = default, int SuppressionWindowMinutes = 60, int MaxAlerts = 20, int Retries = 2,
        double TimeoutSeconds = 10, string? GeneratedBy = null)
    {
        public DeliverHealthAlert ToCommand() => new()
        {
            Provider = Provider,
            Force = Force,
            ExpectedIntervalMinutes = ExpectedIntervalMinutes.OrNull,
            StaleMetadataMinutes = StaleMetadataMinutes.OrNull,
            SuppressionWindowMinutes = SuppressionWindowMinutes,
            MaxAlerts = MaxAlerts,
            Retries = Retries,
            TimeoutSeconds = TimeoutSeconds,
            OnBehalfOf = FreeText.Optional(GeneratedBy),
        };
    }

    /// <summary>An answer to a worker-health alert.</summary>
    /// <param name="Provider">Connector that the alert was routed to, by its name or its vendor's.</param>
    /// <param name="AcknowledgementState">acknowledged and resolved settle the alert for the connector, dismissed stops its repeats,
    /// escalated alerts the escalation connectors.</param>
    /// <param name="PlanId">Id of the alert plan that is answered; the newest one that routed this health there where it is left
    /// out.</param>
    /// <param name="ExternalRef">Reference to a ticket or a page elsewhere, at most 200 characters; null for none.</param>
    /// <param name="Notes">Free text of whoever answered, at most 2,000 characters; null for none.</param>
    /// <param name="AcknowledgedBy">Whom the caller acts for, kept as on_behalf_of; the credential decides who answered.</param>
    internal sealed record AcknowledgeBody(
        string Provider, AcknowledgementState AcknowledgementState = AcknowledgementState.Acknowledged, string? PlanId = null,
        string? ExternalRef = null, string? Notes = null, string? AcknowledgedBy = null)
    {
        public AcknowledgeHealthAlert ToCommand(HealthId health) => new(health, Provider, AcknowledgementState)
        {
            PlanId = PlanId is null ? null : Ids.TryParse<HealthAlertPlanId>(PlanId, out var plan) ? plan : new HealthAlertPlanId(Guid.Empty),
            ExternalRef = FreeText.Optional(ExternalRef),
            Notes = FreeText.Optional(Notes),
            OnBehalfOf = FreeText.Optional(AcknowledgedBy),
        };
    }

    internal sealed record AlertFilter(
        string? HealthId = null, string? Provider = null, string? MetadataKind = null, string? AcknowledgementState = null,
        bool? Suppressed = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null,
        [Range(1, PageRequest.MaxLimit)] int Limit = PageRequest.DefaultLimit,
        [Range(0, PageRequest.MaxOffset)] int Offset = 0,
        string? Cursor = null)
    {
        public HealthAlertFilter Alerts => new(HealthId, Provider, MetadataKind, AcknowledgementState, Suppressed, Since, Until);
    }

    internal sealed record OutstandingFilter(
        [Range(1, PageRequest.MaxLimit)] int Limit = PageRequest.DefaultLimit,
        [Range(0, PageRequest.MaxOffset)] int Offset = 0,
        string? Cursor = null);
}
