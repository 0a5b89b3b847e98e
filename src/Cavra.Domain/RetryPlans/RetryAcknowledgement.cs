using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.RetryPlans;

/// <summary>A person's or pipeline's answer to decisions of a retry plan. Append-only: the newest decides, all stay.</summary>
public sealed class RetryAcknowledgement : IEvidenced
{
    private RetryAcknowledgement()
    {
    }

    public required RetryAcknowledgementId Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required RetryPlanId RetryPlanId { get; init; }

    /// <summary>The connector, or its vendor, as it was named.</summary>
    public required string Provider { get; init; }

    /// <summary>The delivery it is about; null when it is about several.</summary>
    public AuditDeliveryId? DeliveryId { get; init; }

    /// <summary>The package it is about; null when it is about several.</summary>
    public AuditPackageId? AuditId { get; init; }

    public required RetryAcknowledgementState State { get; init; }

    /// <summary>Null unless deferred.</summary>
    public DateTimeOffset? DeferUntil { get; init; }

    public string? ExternalRef { get; init; }

    public string? Notes { get; init; }

    public required DateTimeOffset AcknowledgedAt { get; init; }

    public required Actor AcknowledgedBy { get; init; }

    public required IReadOnlyList<DestinationId> Destinations { get; init; }

    public EvidenceFacts Evidence => new(
        WireNames.RetryAcknowledgementKind, "retry acknowledgement", Id.ToString(), new Dictionary<string, object?>
        {
            ["retry_plan_id"] = RetryPlanId.ToString(),
            ["provider"] = Provider,
            ["delivery_id"] = DeliveryId?.ToString(),
            ["audit_id"] = AuditId?.ToString(),
            ["acknowledgement_state"] = WireName.Of(State),
            ["defer_until"] = DeferUntil,
            ["external_ref"] = ExternalRef,
            ["notes"] = Notes,
            ["destination_count"] = Destinations.Count,
        });

    /// <summary>Records the answer and lets every destination take it, or refuses and changes none.</summary>
    /// <param name="plan">The plan that is answered.</param>
    /// <param name="provider">Provider or connector, as the caller named it.</param>
    /// <param name="decisions">The decisions that are answered.</param>
    /// <param name="destinations">The destinations of those decisions.</param>
    /// <param name="review">What is said.</param>
    /// <param name="by">Who says it.</param>
    /// <param name="now">When.</param>
    public static Result<RetryAcknowledgement> Of(
        RetryPlan plan,
        string provider,
        IReadOnlyList<RetryDecision> decisions,
        IReadOnlyList<Destination> destinations,
        RetryReview review,
        Actor by,
        DateTimeOffset now)
    {
        if (review.Refusal(now) is { } broken)
        {
            return broken;
        }

        if (decisions.Count == 0)
        {
            return RetryPlanRefusals.DecisionAbsent;
        }

        if (decisions.Select(decision => decision.Connector).Distinct().Skip(1).Any())
        {
            return ConnectorRefusals.Ambiguous;
        }

        if (!decisions.Select(decision => decision.DestinationId).ToHashSet().SetEquals(destinations.Select(it => it.Id)))
        {
            throw new ArgumentException("These are not the destinations of the decisions.", nameof(destinations));
        }

        if (destinations.Select(it => it.ReviewRefusal(now)).FirstOrDefault(it => it is not null) is { } refusal)
        {
            return refusal;
        }

        var acknowledgement = new RetryAcknowledgement
        {
            Id = Ids.New<RetryAcknowledgementId>(now),
            WorkspaceId = plan.WorkspaceId,
            RetryPlanId = plan.Id,
            Provider = provider,
            DeliveryId = decisions.Select(decision => decision.DeliveryId).OnlyOne(),
            AuditId = decisions.Select(decision => decision.AuditId).OnlyOne(),
            State = review.State,
            DeferUntil = review.DeferredUntil(now),
            ExternalRef = review.ExternalRef?.Value,
            Notes = review.Notes?.Value,
            AcknowledgedAt = now,
            AcknowledgedBy = by,
            Destinations = [.. destinations.Select(destination => destination.Id)],
        };
        foreach (var destination in destinations)
        {
            destination.ApplyReview(acknowledgement, now);
        }

        return acknowledgement;
    }
}

/// <summary>Names one retry acknowledgement.</summary>
public readonly record struct RetryAcknowledgementId(Guid Value) : IId<RetryAcknowledgementId>
{
    public static string Prefix => "gordackretryack";

    public static RetryAcknowledgementId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
