using System.Diagnostics.CodeAnalysis;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.AuditDeliveries;

/// <summary>One attempt at a destination as it is on record: made, interrupted, or not made on purpose. Never changed.</summary>
public sealed class Attempt : IEvidenced
{
    /// <summary>What is said of an attempt whose worker did not live to report.</summary>
    public const string OutcomeUnknown =
        "The worker stopped before it recorded a result: whether the receiver has the event is unknown.";

    private Attempt()
    {
    }

    [SetsRequiredMembers]
    private Attempt(Destination destination, int number, WorkerProcess worker)
    {
        WorkspaceId = destination.WorkspaceId;
        DestinationId = destination.Id;
        EventId = destination.EventId;
        Source = destination.Source;
        AuditId = destination.AuditId;
        DeliveryId = destination.DeliveryId;
        Connector = destination.Connector;
        Provider = destination.Provider;
        Number = number;
        Worker = worker;
    }

    public required AttemptId Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required DestinationId DestinationId { get; init; }

    public required DeliveryEventId EventId { get; init; }

    public required DeliverySource Source { get; init; }

    public AuditPackageId? AuditId { get; init; }

    public AuditDeliveryId? DeliveryId { get; init; }

    public required string Connector { get; init; }

    public required string Provider { get; init; }

    /// <summary>1 for the first attempt; of one not made, the number of those made before.</summary>
    public required int Number { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Null when it was not made.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Null when it was not made, or when nobody knows.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required WorkerProcess Worker { get; init; }

    public required DeliveryOutcome Outcome { get; init; }

    public FailureClass? FailureClass { get; init; }

    public HoldReason? HoldReason { get; init; }

    /// <summary>0 when the receiver was not reached; null when it was not made, or when nobody knows.</summary>
    public int? StatusCode { get; init; }

    public long AnswerBytes { get; init; }

    public string AnswerExcerpt { get; init; } = "";

    public Fault Fault { get; init; }

    /// <summary>How often the request was sent; 0 when it was not, or when nobody knows.</summary>
    public int Tries { get; init; }

    public string? Error { get; init; }

    public int? RetryAfterSeconds { get; init; }

    public RequestSummary? Request { get; init; }

    /// <summary>Whether the report came after the attempt had been counted as interrupted; there is a row of that too.</summary>
    public bool IsLate { get; init; }

    public bool IsSuccess => Outcome is not (DeliveryOutcome.Failed or DeliveryOutcome.Held);

    public EvidenceFacts Evidence => new(WireNames.AttemptKind, "attempt", Id.ToString(), new Dictionary<string, object?>
    {
        ["destination_id"] = DestinationId.ToString(),
        ["connector_delivery_source"] = WireNames.Of(Source),
        ["event_id"] = EventId.ToString(),
        ["audit_id"] = AuditId?.ToString(),
        ["delivery_id"] = DeliveryId?.ToString(),
        ["provider"] = Provider,
        ["connector"] = Connector,
        ["attempt_number"] = Number,
        ["outcome"] = WireName.Of(Outcome),
        ["failure_class"] = FailureClass is { } failure ? WireName.Of(failure) : null,
        ["hold_reason"] = HoldReason is { } hold ? WireName.Of(hold) : null,
        ["status_code"] = StatusCode,
        ["fault"] = WireName.Of(Fault),
        ["tries"] = Tries,
        ["started_at"] = StartedAt,
        ["completed_at"] = CompletedAt,
        ["worker_name"] = Worker.Name,
        ["worker_version"] = Worker.Version,
        ["late"] = IsLate,
        ["error"] = Error,
    });

    internal static Attempt Made(
        Destination destination, AttemptIntent intent, AttemptReport report, bool isLate, DateTimeOffset now) =>
        new(destination, intent.Number, intent.Worker)
        {
            Id = intent.AttemptId,
            QueuedAt = intent.QueuedAt,
            StartedAt = report.StartedAt,
            CompletedAt = report.CompletedAt,
            RecordedAt = now,
            Outcome = report.Outcome,
            FailureClass = report.FailureClass,
            StatusCode = report.StatusCode,
            AnswerBytes = report.AnswerBytes,
            AnswerExcerpt = report.AnswerExcerpt,
            Fault = report.Fault,
            Tries = report.Tries,
            Error = report.Error,
            RetryAfterSeconds = report.RetryAfter is { } wait
                ? (int)Math.Min(int.MaxValue, Math.Ceiling(wait.TotalSeconds))
                : null,
            Request = report.Request,
            IsLate = isLate,
        };

    internal static Attempt Interrupted(Destination destination, WorkerProcess worker, DateTimeOffset begunAt, DateTimeOffset now) =>
        new(destination, destination.AttemptNumber, worker)
        {
            Id = Ids.New<AttemptId>(now),
            QueuedAt = begunAt,
            StartedAt = begunAt,
            RecordedAt = now,
            Outcome = DeliveryOutcome.Failed,
            FailureClass = AuditDeliveries.FailureClass.Interrupted,
            Fault = Fault.Ours,
            Error = OutcomeUnknown,
        };

    internal static Attempt NotMade(
        Destination destination, HoldReason reason, WorkerProcess by, DateTimeOffset queuedAt, DateTimeOffset now) =>
        new(destination, destination.AttemptNumber, by)
        {
            Id = Ids.New<AttemptId>(now),
            QueuedAt = queuedAt,
            RecordedAt = now,
            Outcome = DeliveryOutcome.Held,
            HoldReason = reason,
            Error = HoldSentences.Of(reason),
        };
}

/// <summary>Names one attempt at a destination, or the record that none was made.</summary>
public readonly record struct AttemptId(Guid Value) : IId<AttemptId>
{
    public static string Prefix => "rca";

    public static AttemptId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
