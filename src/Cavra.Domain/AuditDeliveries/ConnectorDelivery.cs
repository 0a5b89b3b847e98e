using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.AuditDeliveries;

/// <summary>The account of one round of attempts with one event: which connectors took it and which did not.</summary>
public sealed class ConnectorDelivery : IEvidenced
{
    private ConnectorDelivery()
    {
    }

    public required ConnectorDeliveryId Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required DeliveryEventId EventId { get; init; }

    public required DeliverySource Source { get; init; }

    public required string EventType { get; init; }

    /// <summary>Wire id of the document the event is about.</summary>
    public required string SessionId { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    public required EventLinks Links { get; init; }

    /// <summary>One item a destination of the round, in the order they were tried.</summary>
    public required IReadOnlyList<ConnectorDeliveryItem> Deliveries { get; init; }

    /// <summary>Whether every destination of the round took the event, and there was one.</summary>
    public required bool Success { get; init; }

    public EvidenceFacts Evidence => new(
        WireNames.ConnectorDeliveryKind, "connector delivery", EventId.ToString(), new Dictionary<string, object?>
        {
            ["connector_delivery_source"] = WireNames.Of(Source),
            ["event_id"] = EventId.ToString(),
            ["event_type"] = EventType,
            ["delivery_success"] = Success,
            ["providers"] = NamesOf(Deliveries),
            ["connector_providers"] = Deliveries.Select(item => item.Provider).Distinct().ToList(),
            ["failed_providers"] = NamesOf(Deliveries.Where(item => !item.Success)),
            ["attempt_count"] = Deliveries.Sum(item => item.AttemptCount),
            ["status_codes"] = Deliveries.Select(item => item.StatusCode).OfType<int>().ToList(),
            ["audit_id"] = Links.AuditId,
            ["delivery_id"] = Links.DeliveryId,
            ["health_id"] = Links.HealthId,
            ["plan_id"] = Links.PlanId,
            ["retry_plan_id"] = Links.RetryPlanId,
            ["worker_run_id"] = Links.WorkerRunId,
            ["schedule_id"] = Links.ScheduleId,
        });

    /// <summary>Sums up a round.</summary>
    /// <param name="what">The event.</param>
    /// <param name="attempts">The newest attempt at each destination of the round, made or not.</param>
    /// <param name="now">When the round was over.</param>
    public static ConnectorDelivery Of(DeliveryEvent what, IReadOnlyList<Attempt> attempts, DateTimeOffset now)
    {
        if (attempts.Any(attempt => attempt.EventId != what.Id))
        {
            throw new ArgumentException("An attempt of the round sent another event.", nameof(attempts));
        }

        return new ConnectorDelivery
        {
            Id = Ids.New<ConnectorDeliveryId>(now),
            WorkspaceId = what.WorkspaceId,
            EventId = what.Id,
            Source = what.Source,
            EventType = what.Type,
            SessionId = what.Subject,
            GeneratedAt = now,
            Links = what.Links,
            Deliveries = [.. attempts.Select(ConnectorDeliveryItem.Of)],
            Success = attempts.Count > 0 && attempts.All(attempt => attempt.IsSuccess),
        };
    }

    private static List<string> NamesOf(IEnumerable<ConnectorDeliveryItem> items) =>
        [.. items.Select(item => item.Connector).Distinct()];
}

/// <summary>What came of one destination in a round of attempts.</summary>
public sealed record ConnectorDeliveryItem
{
    /// <summary>Id of the destination: one event on its way to one connector.</summary>
    public required DestinationId DestinationId { get; init; }

    /// <summary>Vendor of the connector.</summary>
    public required string Provider { get; init; }

    /// <summary>Name of the connector as configured.</summary>
    public required string Connector { get; init; }

    /// <summary>Whether the connector took the event.</summary>
    public required bool Success { get; init; }

    /// <summary>How the newest attempt of the round ended.</summary>
    public required DeliveryOutcome Outcome { get; init; }

    /// <summary>Why the newest attempt failed; null where it did not.</summary>
    public FailureClass? FailureClass { get; init; }

    /// <summary>Why no attempt was made on purpose; null where it was not held.</summary>
    public HoldReason? HoldReason { get; init; }

    /// <summary>0 when the receiver was not reached; null when nothing was sent, or when nobody knows.</summary>
    public int? StatusCode { get; init; }

    /// <summary>How often the request was sent, quick re-tries included.</summary>
    public int AttemptCount { get; init; }

    /// <summary>When it began; null where it did not.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>One public-safe sentence about the failure; null where there was none.</summary>
    public string? Error { get; init; }

    /// <summary>Seconds that the receiver asked to be left alone; null where it did not ask.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>What was sent where, secrets and private hosts redacted; null where nothing was sent.</summary>
    public RequestSummary? Request { get; init; }

    internal static ConnectorDeliveryItem Of(Attempt attempt) => new()
    {
        DestinationId = attempt.DestinationId,
        Provider = attempt.Provider,
        Connector = attempt.Connector,
        Success = attempt.IsSuccess,
        Outcome = attempt.Outcome,
        FailureClass = attempt.FailureClass,
        HoldReason = attempt.HoldReason,
        StatusCode = attempt.StatusCode,
        AttemptCount = attempt.Tries,
        StartedAt = attempt.StartedAt,
        CompletedAt = attempt.CompletedAt,
        Error = attempt.Error,
        RetryAfterSeconds = attempt.RetryAfterSeconds,
        Request = attempt.Request,
    };
}

/// <summary>Names the account of one round of attempts with one event.</summary>
public readonly record struct ConnectorDeliveryId(Guid Value) : IId<ConnectorDeliveryId>
{
    public static string Prefix => "rcdround";

    public static ConnectorDeliveryId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
