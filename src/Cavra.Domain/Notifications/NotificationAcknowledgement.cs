using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Notifications;

/// <summary>
/// An answer to one provider's delivered routes of one notification plan. A later one supersedes it; none is overwritten,
/// and none answers for another plan.
/// </summary>
public sealed class NotificationAcknowledgement : IEvidenced
{
    private NotificationAcknowledgement()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required NotificationAcknowledgementId Id { get; init; }

    public required NotificationPlanId PlanId { get; init; }

    public required string ScheduleId { get; init; }

    /// <summary>As the caller named it: a connector, or a provider with several.</summary>
    public required string Provider { get; init; }

    public required AcknowledgementState State { get; init; }

    /// <summary>Owners of the routes that were answered, each once.</summary>
    public required IReadOnlyList<string> Owners { get; init; }

    /// <summary>How many routes were answered, at least 1.</summary>
    public required int RouteCount { get; init; }

    public required string? ExternalRef { get; init; }

    public required string? Notes { get; init; }

    public required string? OnBehalfOf { get; init; }

    public required DateTimeOffset AcknowledgedAt { get; init; }

    public required string AcknowledgedBy { get; init; }

    public required string AcknowledgedBySubject { get; init; }

    public EvidenceFacts Evidence => new(
        WireNames.NotificationAcknowledgementKind,
        "notification acknowledgement",
        Id.ToString(),
        new Dictionary<string, object?>
        {
            ["acknowledgement_id"] = Id.ToString(),
            ["plan_id"] = PlanId.ToString(),
            ["schedule_id"] = ScheduleId,
            ["provider"] = Provider,
            ["acknowledgement_state"] = WireName.Of(State),
            ["owners"] = Owners,
            ["route_count"] = RouteCount,
            ["external_ref"] = ExternalRef,
            ["notes"] = Notes,
            ["acknowledged_by"] = AcknowledgedBy,
            ["acknowledged_at"] = AcknowledgedAt,
            ["on_behalf_of"] = OnBehalfOf,
        });

    internal static NotificationAcknowledgement Of(
        NotificationPlan plan,
        IReadOnlyList<NotificationRoute> routes,
        NotificationAnswer answer,
        Actor by,
        DateTimeOffset now) =>
        new()
        {
            WorkspaceId = plan.WorkspaceId,
            Id = Ids.New<NotificationAcknowledgementId>(now),
            PlanId = plan.Id,
            ScheduleId = plan.ScheduleId,
            Provider = answer.Provider,
            State = answer.State,
            Owners = [.. routes.Select(route => route.Owner).Distinct()],
            RouteCount = routes.Count,
            ExternalRef = answer.ExternalRef,
            Notes = answer.Notes,
            OnBehalfOf = answer.OnBehalfOf,
            AcknowledgedAt = now,
            AcknowledgedBy = by.Display,
            AcknowledgedBySubject = by.Subject,
        };
}

/// <summary>Identifies the answer given to one provider's routes of a notification plan.</summary>
public readonly record struct NotificationAcknowledgementId(Guid Value) : IId<NotificationAcknowledgementId>
{
    public static string Prefix => "gordack";

    public static NotificationAcknowledgementId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
