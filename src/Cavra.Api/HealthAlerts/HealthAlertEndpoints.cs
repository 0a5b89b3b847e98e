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
        var alerts = routes.MapGroup(WirePaths.AuditDelivery).WithTags("Worker-health alerts");
        alerts.MapSteps<DeliverBody, HealthAlertDeliveryAnswer>(
            HttpMethod.Post, "/worker-health-alerts/deliver", "DeliverHealthAlert", "Send worker health to connectors",
            DeliveryLease, DeliverAsync);
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

    private static async Task<Result<HealthAlertDeliveryAnswer>> DeliverAsync(DeliverBody body, HttpContext http)
    {
        var dispatcher = http.RequestServices.GetRequiredService<IDispatcher>();
        var begun = await dispatcher.SendAsync(body.ToCommand(), http.RequestAborted);
        if (begun.Refusal is { } refusal)
        {
            return refusal;
        }

        if (begun.Value.Round is not { } round)
        {
            return HealthAlertDeliveryAnswer.Of(begun.Value, round: null);
        }

        var finished = await http.RequestServices.GetRequiredService<DeliveryRounds>().FinishAsync(round);
        return finished.Refusal is { } failed ? failed : HealthAlertDeliveryAnswer.Of(begun.Value, finished.Value);
    }

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

    internal sealed record AcknowledgeBody(
        string Provider, HealthAlertState AcknowledgementState = HealthAlertState.Acknowledged, string? PlanId = null,
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
