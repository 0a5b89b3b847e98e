using Cavra.Api.Wire;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Drills;
using Cavra.Application.Messaging;
using Cavra.Application.Notifications;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;

namespace Cavra.Api.Notifications;

/// <summary>What people do about notifications: send them, answer them, see who did not.</summary>
internal static class NotificationEndpoints
{
    /// <summary>The longest a delivery can take: that of the hardest terms, and its two commands.</summary>
    private static readonly TimeSpan DeliveryLease =
        new SendTerms(SendTerms.MaxRetries, SendTerms.MaxTimeoutSeconds).Lease + TimeSpan.FromMinutes(1);

    public static IEndpointRouteBuilder MapNotifications(this IEndpointRouteBuilder routes)
    {
        var notifications = routes.MapGroup(WirePaths.Notifications).WithTags("Notifications");
        notifications.MapSteps<DeliverBody, NotificationDeliveryAnswer>(
            HttpMethod.Post, "/deliver", "DeliverNotification", "Plan the notification of a due drill, and deliver it", DeliveryLease,
            DeliverAsync).MayRefuse(StatusCodes.Status404NotFound);
        notifications.MapCommand<AcknowledgeBody, AcknowledgementAnswer>(
            HttpMethod.Post, "/{schedule_id}/acknowledgements", "AcknowledgeNotification", "Answer a notification",
            (body, http) => new AcknowledgeNotification(
                new Name(http.PathName("schedule_id")), new Name(body.Provider), body.AcknowledgementState, PlanId(body.PlanId),
                FreeText.Optional(body.ExternalRef), FreeText.Optional(body.Notes), FreeText.Optional(body.AcknowledgedBy)));
        notifications.MapCommand<BulkBody, BulkAcknowledgementAnswer>(
            HttpMethod.Post, "/acknowledgements/bulk", "AcknowledgeNotifications", "Answer several notifications, all or none",
            (body, _) => new AcknowledgeNotifications(
                [
                    .. body.Routes.Select(route => new AnsweredRoute(
                        new Name(route.ScheduleId), new Name(route.Provider), PlanId(route.PlanId),
                        FreeText.Optional(route.ExternalRef), FreeText.Optional(route.Notes))),
                ],
                body.AcknowledgementState, FreeText.Optional(body.ExternalRef), FreeText.Optional(body.Notes),
                FreeText.Optional(body.AcknowledgedBy))).MayRefuse(StatusCodes.Status404NotFound);
        notifications.MapCommand<EscalateBody, EscalationAnswer>(
            HttpMethod.Post, "/escalation-plan", "PlanEscalation", "Name the routes that nobody settled in time",
            (body, _) => new PlanEscalation(body.Policy?.AcknowledgementMinutes.OrNull, FreeText.Optional(body.GeneratedBy)));
        return routes.MapNotificationReads();
    }

    private static async Task<Result<NotificationDeliveryAnswer>> DeliverAsync(DeliverBody body, HttpContext http)
    {
        var dispatcher = http.RequestServices.GetRequiredService<IDispatcher>();
        var begun = await dispatcher.SendAsync(CommandOf(body), http.RequestAborted);
        if (begun.Refusal is { } refusal)
        {
            return refusal;
        }

        if (begun.Value.Round is not { } round)
        {
            return NotificationDeliveryAnswer.Of(begun.Value, round: null);
        }

        var finished = await http.RequestServices.GetRequiredService<DeliveryRounds>().FinishAsync(round);

        return finished.Refusal is { } failed ? failed : NotificationDeliveryAnswer.Of(begun.Value, finished.Value);
    }

    private static BeginNotificationDelivery CommandOf(DeliverBody body) => new(
        body.ScheduleId is null ? null : new Name(body.ScheduleId),
        body.Provider,
        body.Force,
        (body.RoutingPolicy?.OwnerRoutes ?? new Dictionary<string, DrillScheduleDocument.OwnerRouteBody>())
            .ToDictionary(route => route.Key, route => route.Value.ToDraft()),
        new SendTerms(body.Retries, body.TimeoutSeconds),
        FreeText.Optional(body.GeneratedBy));

    // Ids are opaque: a text that is no id names a plan that does not exist.
    private static NotificationPlanId? PlanId(string? text) => text is null ? null
        : Ids.TryParse<NotificationPlanId>(text, out var id) ? id
        : new NotificationPlanId(Guid.Empty);

    internal sealed record DeliverBody(
        string Provider = ConnectorNames.All, bool Force = false, string? ScheduleId = null, RoutingPolicyBody? RoutingPolicy = null,
        int Retries = 2, double TimeoutSeconds = 10, string? GeneratedBy = null);

    internal sealed record RoutingPolicyBody(
        IReadOnlyDictionary<string, DrillScheduleDocument.OwnerRouteBody>? OwnerRoutes = null);

    internal sealed record AcknowledgeBody(
        string Provider, AcknowledgementState AcknowledgementState = AcknowledgementState.Acknowledged, string? PlanId = null,
        string? ExternalRef = null, string? Notes = null, string? AcknowledgedBy = null);

    internal sealed record BulkBody(
        IReadOnlyList<BulkRouteBody> Routes, AcknowledgementState AcknowledgementState = AcknowledgementState.Acknowledged,
        string? ExternalRef = null, string? Notes = null, string? AcknowledgedBy = null);

    internal sealed record BulkRouteBody(
        string ScheduleId, string Provider, string? PlanId = null, string? ExternalRef = null, string? Notes = null);

    internal sealed record EscalateBody(EscalationPolicyBody? Policy = null, string? GeneratedBy = null);

    internal sealed record EscalationPolicyBody(Optional<int> AcknowledgementMinutes = default);
}
