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
        var notifications = routes.MapGroup(ContractPaths.Notifications).WithTags("Notifications");
        notifications.MapDeferrableSteps<DeliverBody, NotificationDeliveryAnswer, NotificationDeliveryAccepted>(
            HttpMethod.Post, "/deliver", "DeliverNotification", "Plan the notification of a due drill, and deliver it",
            (_, _) => DeliveryLease, BeginAsync).MayRefuse(StatusCodes.Status404NotFound);
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

    private static async Task<Result<BegunSteps<NotificationDeliveryAnswer, NotificationDeliveryAccepted>>> BeginAsync(
        DeliverBody body, HttpContext http)
    {
        var dispatcher = http.RequestServices.GetRequiredService<IDispatcher>();
        var begun = await dispatcher.SendAsync(CommandOf(body), http.RequestAborted);
        return begun.Refusal is { } refusal
            ? refusal
            : new BegunSteps<NotificationDeliveryAnswer, NotificationDeliveryAccepted>(
                NotificationDeliveryAccepted.Of(begun.Value), services => FinishAsync(begun.Value, services));
    }

    private static async Task<Result<NotificationDeliveryAnswer>> FinishAsync(BegunNotification begun, IServiceProvider services)
    {
        if (begun.Round is not { } round)
        {
            return NotificationDeliveryAnswer.Of(begun, round: null);
        }

        var finished = await services.GetRequiredService<DeliveryRounds>().FinishAsync(round);
        return finished.Refusal is { } failed ? failed : NotificationDeliveryAnswer.Of(begun, finished.Value);
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

    /// <summary>What is notified of, and where it goes.</summary>
    /// <param name="Provider">Connectors to notify: all, a name, a vendor or a comma list.</param>
    /// <param name="Force">Also notifies of a schedule that is healthy; skips nothing else.</param>
    /// <param name="ScheduleId">Name of the drill schedule; the most urgent one where it is left out.</param>
    /// <param name="RoutingPolicy">Rules for this call alone.</param>
    /// <param name="Retries">Quick tries after the first of each attempt, 0 to 5.</param>
    /// <param name="TimeoutSeconds">Seconds to wait for each answer, 0.1 to 30.</param>
    /// <param name="GeneratedBy">Whom the caller acts for, kept as on_behalf_of; the credential decides who asked.</param>
    internal sealed record DeliverBody(
        string Provider = ConnectorNames.All, bool Force = false, string? ScheduleId = null, RoutingPolicyBody? RoutingPolicy = null,
        int Retries = 2, double TimeoutSeconds = 10, string? GeneratedBy = null);

    /// <summary>Rules of routing for one call.</summary>
    /// <param name="OwnerRoutes">How single owners are told, by owner, in place of what the schedule says.</param>
    internal sealed record RoutingPolicyBody(
        IReadOnlyDictionary<string, DrillScheduleDocument.OwnerRouteBody>? OwnerRoutes = null);

    /// <summary>An answer to a notification.</summary>
    /// <param name="Provider">Connector that was notified, by its name or its vendor's.</param>
    /// <param name="AcknowledgementState">acknowledged and resolved settle the route; dismissed and escalated do not.</param>
    /// <param name="PlanId">Id of the plan that is answered; the schedule's latest where it is left out.</param>
    /// <param name="ExternalRef">Reference to a ticket or a page elsewhere, at most 200 characters; null for none.</param>
    /// <param name="Notes">Free text of whoever answered, at most 2,000 characters; null for none.</param>
    /// <param name="AcknowledgedBy">Whom the caller acts for, kept as on_behalf_of; the credential decides who answered.</param>
    internal sealed record AcknowledgeBody(
        string Provider, AcknowledgementState AcknowledgementState = AcknowledgementState.Acknowledged, string? PlanId = null,
        string? ExternalRef = null, string? Notes = null, string? AcknowledgedBy = null);

    /// <summary>One answer to several notifications.</summary>
    /// <param name="Routes">The notifications that are answered, 1 to 100: all of them or none.</param>
    /// <param name="AcknowledgementState">What is answered to all routes; acknowledged and resolved settle them.</param>
    /// <param name="ExternalRef">Reference for every route that gives none of its own, at most 200 characters.</param>
    /// <param name="Notes">Text for every route that gives none of its own, at most 2,000 characters.</param>
    /// <param name="AcknowledgedBy">Whom the caller acts for, kept as on_behalf_of; the credential decides who answered.</param>
    internal sealed record BulkBody(
        IReadOnlyList<BulkRouteBody> Routes, AcknowledgementState AcknowledgementState = AcknowledgementState.Acknowledged,
        string? ExternalRef = null, string? Notes = null, string? AcknowledgedBy = null);

    /// <summary>One notification of several that are answered together.</summary>
    /// <param name="ScheduleId">Name of the drill schedule.</param>
    /// <param name="Provider">Connector that was notified, by its name or its vendor's.</param>
    /// <param name="PlanId">Id of the plan that is answered; the schedule's latest where it is left out.</param>
    /// <param name="ExternalRef">Reference for this route; the one given for all where it is left out.</param>
    /// <param name="Notes">Text for this route; the one given for all where it is left out.</param>
    internal sealed record BulkRouteBody(
        string ScheduleId, string Provider, string? PlanId = null, string? ExternalRef = null, string? Notes = null);

    /// <summary>Terms of an escalation plan.</summary>
    /// <param name="Policy">Terms for owners without a rule of their own.</param>
    /// <param name="GeneratedBy">Whom the caller acts for, kept as on_behalf_of; the credential decides who asked.</param>
    internal sealed record EscalateBody(EscalationPolicyBody? Policy = null, string? GeneratedBy = null);

    /// <summary>Times that an escalation plan goes by.</summary>
    /// <param name="AcknowledgementMinutes">Minutes in which an answer is due from owners without a rule of their own, 1 to 43,200; 60
    /// where it is left out.</param>
    internal sealed record EscalationPolicyBody(Optional<int> AcknowledgementMinutes = default);
}
