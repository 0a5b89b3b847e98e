using Cavra.Domain.AuditDeliveries;

namespace Cavra.Domain.Connectors;

/// <summary>Whether something could be sent through a connector at one moment.</summary>
/// <param name="Obstacle">What is in the way; null when nothing is.</param>
/// <param name="Fingerprint">The configuration of now; null when there is none.</param>
public sealed record ConnectorCondition(HoldReason? Obstacle, string? Fingerprint)
{
    /// <summary>A connector that is not in the file.</summary>
    public static readonly ConnectorCondition Missing = new(HoldReason.ConnectorMissing, Fingerprint: null);

    /// <summary>The condition of a connector, from its configuration and from what is known of it.</summary>
    /// <param name="connector">Null when it is not in the file.</param>
    /// <param name="state">Null when nothing was ever sent through it, nor was it paused.</param>
    /// <param name="now">The moment.</param>
    public static ConnectorCondition OfStanding(Connector? connector, ConnectorStatus? state, DateTimeOffset now) =>
        connector is null ? Missing
        : !connector.IsUsable ? new(HoldReason.ConnectorMissing, connector.Fingerprint)
        : new(state?.Obstacle(now), connector.Fingerprint);

    /// <inheritdoc cref="OfStanding"/>
    public static ConnectorCondition Of(Connector? connector, ConnectorState? state, DateTimeOffset now) =>
        OfStanding(connector, state?.Standing, now);
}

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
