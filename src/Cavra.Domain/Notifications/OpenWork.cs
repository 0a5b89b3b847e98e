using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Notifications;

/// <summary>What the notification dashboard sums up: all that is open at one moment.</summary>
/// <param name="Outstanding">Notified routes that nobody has settled.</param>
/// <param name="IsBreached">Whether one of them is older than its minutes.</param>
/// <param name="Destinations">Destinations of audit deliveries that failed or are held.</param>
/// <param name="Retryable">Those of them that failed and may be tried again now.</param>
/// <param name="Worker">The level of worker health.</param>
public sealed record OpenWork(int Outstanding, bool IsBreached, int Destinations, long Retryable, AlertLevel Worker)
{
    /// <summary>Recoveries of connectors that are resolved or mitigated.</summary>
    public int RecoveriesClosed { get; init; }

    /// <summary>Critical where somebody is late or a delivery has not arrived, warning where an answer is awaited.</summary>
    public AlertLevel Level => this switch
    {
        { IsBreached: true } or { Destinations: > 0 } => AlertLevel.Critical,
        { Outstanding: > 0 } => AlertLevel.Warning,
        _ => AlertLevel.Healthy,
    };

    /// <summary>Critical where an audit delivery has not arrived; else what worker health says.</summary>
    public AlertLevel AuditDeliveryHealth => Destinations > 0 ? AlertLevel.Critical : Worker;
}
