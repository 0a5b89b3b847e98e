using Cavra.Domain.AuditPackages;

namespace Cavra.Domain.AuditDeliveries;

/// <summary>What planning, selection and health need to know of a destination at one moment.</summary>
public sealed record DestinationSummary
{
    public required DestinationId Id { get; init; }

    /// <summary>What is sent to it, the same at every attempt.</summary>
    public required DeliveryEventId EventId { get; init; }

    public AuditDeliveryId? DeliveryId { get; init; }

    public AuditPackageId? AuditId { get; init; }

    public required string Connector { get; init; }

    public required string Provider { get; init; }

    /// <summary>Effective: a lease that has run out reads failed.</summary>
    public required DestinationState State { get; init; }

    public int AttemptNumber { get; init; }

    public required int FailedAttempts { get; init; }

    public required DateTimeOffset OpenSince { get; init; }

    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>Null for a destination that was held before its first attempt.</summary>
    public DateTimeOffset? LastFailedAt { get; init; }

    public FailureClass? LastFailureClass { get; init; }

    public IReadOnlyList<int> FailedStatusCodes { get; init; } = [];

    public DateTimeOffset? RetryAfterUntil { get; init; }

    public string? ConnectorFingerprint { get; init; }

    public DateTimeOffset? DeferredUntil { get; init; }

    /// <summary>Whether a retry plan has held it before.</summary>
    public bool IsNoticed { get; init; }

    public bool IsOpen => State is DestinationState.Failed or DestinationState.Held;
}
