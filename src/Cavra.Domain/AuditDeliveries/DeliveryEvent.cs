using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.AuditDeliveries;

/// <summary>What is sent: one public-safe event, shared by all destinations of a delivery and by every attempt at them.</summary>
public sealed class DeliveryEvent
{
    private DeliveryEvent()
    {
    }

    public required DeliveryEventId Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required DeliverySource Source { get; init; }

    /// <summary>CloudEvents type.</summary>
    public required string Type { get; init; }

    /// <summary>Wire id of the document it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>The <c>schema_version</c> of the data.</summary>
    public required string DataSchema { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Public-safe data, as JSON text; what is sent, byte for byte.</summary>
    public required string Data { get; init; }

    public required EventLinks Links { get; init; }

    public static DeliveryEvent Of(
        WorkspaceId workspace,
        DeliverySource source,
        string subject,
        string dataSchema,
        string data,
        EventLinks links,
        DateTimeOffset now) => new()
        {
            Id = Ids.New<DeliveryEventId>(now),
            WorkspaceId = workspace,
            Source = source,
            Type = WireNames.EventTypeOf(source),
            Subject = subject,
            DataSchema = dataSchema,
            OccurredAt = now,
            Data = data,
            Links = links,
        };
}

/// <summary>Wire ids of the documents an event belongs to, so that the history can be searched by them.</summary>
public sealed record EventLinks
{
    public static readonly EventLinks None = new();

    public string? AuditId { get; init; }

    public string? DeliveryId { get; init; }

    public string? HealthId { get; init; }

    public string? PlanId { get; init; }

    public string? RetryPlanId { get; init; }

    public string? WorkerRunId { get; init; }

    public string? ScheduleId { get; init; }

    /// <summary>Key of the trouble that a worker-health alert is of, from the first alert to the last; null for everything else.</summary>
    public string? Episode { get; init; }
}

/// <summary>Names what is sent; the same at every attempt, so that a receiver can drop duplicates.</summary>
public readonly record struct DeliveryEventId(Guid Value) : IId<DeliveryEventId>
{
    public static string Prefix => "rcd";

    public static DeliveryEventId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}

/// <summary>What something is sent for.</summary>
public enum DeliverySource
{
    Notification,

    /// <summary>Evidence: the only source that opens loops and needs governed retries.</summary>
    AcknowledgementAudit,
    WorkerHealthAlert,
    RecoveryEscalation,
}
