using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;

namespace Cavra.Application.Notifications;

/// <summary>An answer to a notification as it was given.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="AcknowledgementId">Id of the answer.</param>
/// <param name="PlanId">Id of the one plan that it answers.</param>
/// <param name="ScheduleId">Name of the drill schedule.</param>
/// <param name="Provider">Name of the connector that was answered for.</param>
/// <param name="AcknowledgementState">The answer; acknowledged and resolved settle the route.</param>
/// <param name="Owners">Owners of the routes that it answers.</param>
/// <param name="RouteCount">Routes of the plan that it answers.</param>
/// <param name="ExternalRef">Reference to a ticket or a page elsewhere, at most 200 characters; null for none.</param>
/// <param name="Notes">Free text of whoever answered, at most 2,000 characters; null for none.</param>
/// <param name="OnBehalfOf">Whom the caller said to act for; null where it named nobody. The credential decides who acted.</param>
/// <param name="AcknowledgedBy">Who answered, by the credential's name.</param>
/// <param name="AcknowledgedAt">When the answer was given.</param>
public sealed record AcknowledgementView(
    string SchemaVersion, string Product, NotificationAcknowledgementId AcknowledgementId, NotificationPlanId PlanId,
    string ScheduleId, string Provider, AcknowledgementState AcknowledgementState, IReadOnlyList<string> Owners, int RouteCount,
    string? ExternalRef, string? Notes, string? OnBehalfOf, string AcknowledgedBy, DateTimeOffset AcknowledgedAt)
{
    public static AcknowledgementView Of(NotificationAcknowledgement acknowledgement) => new(
        WireNames.NotificationAcknowledgementSchema, WireNames.Product, acknowledgement.Id, acknowledgement.PlanId,
        acknowledgement.ScheduleId, acknowledgement.Provider, acknowledgement.State, acknowledgement.Owners,
        acknowledgement.RouteCount, acknowledgement.ExternalRef, acknowledgement.Notes, acknowledgement.OnBehalfOf,
        acknowledgement.AcknowledgedBy, acknowledgement.AcknowledgedAt);
}
