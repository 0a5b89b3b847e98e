using Cavra.Domain.AuditDeliveries;

namespace Cavra.Domain.Connectors;

/// <summary>What planning, selection and health need to know of a connector beside its configuration.</summary>
/// <param name="Name">The connector's name.</param>
/// <param name="Paused">Whether a person paused it.</param>
/// <param name="GoneSince">Since when its receiver is gone; null while it is not.</param>
/// <param name="Breaker">Its circuit.</param>
/// <param name="SucceededAt">When something last got through it; null while nothing has.</param>
public sealed record ConnectorStatus(
    string Name, bool Paused, DateTimeOffset? GoneSince, CircuitBreaker Breaker, DateTimeOffset? SucceededAt)
{
    /// <summary>Why nothing may be sent through it now; null when something may.</summary>
    public HoldReason? Obstacle(DateTimeOffset now) =>
        Paused ? HoldReason.ConnectorPaused
        : GoneSince is not null ? HoldReason.ConnectorGone
        : Breaker.Blocks(now) ? HoldReason.CircuitOpen
        : null;
}
