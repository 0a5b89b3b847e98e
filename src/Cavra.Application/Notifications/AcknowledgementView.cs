using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;

namespace Cavra.Application.Notifications;

/// <summary>An answer to a notification as it was given.</summary>
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
