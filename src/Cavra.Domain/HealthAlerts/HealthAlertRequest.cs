using Cavra.Domain.Connectors;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerHealth;

namespace Cavra.Domain.HealthAlerts;

/// <summary>How worker health is to be routed.</summary>
public sealed record HealthAlertRequest
{
    public const int SuppressionWindowMin = 1;

    public const int SuppressionWindowMax = 1_440;

    public const int MaxAlertsMin = 1;

    public const int MaxAlertsMax = 100;

    public ConnectorChoice Connectors { get; init; } = ConnectorChoice.All;

    /// <summary>Sends to a connector that already took this health within the window; skips that rule and no other.</summary>
    public bool Force { get; init; }

    /// <summary>How long a taken alert keeps the same one away, in minutes, 1 to 1,440, its last instant not included.</summary>
    public int SuppressionWindowMinutes { get; init; } = 60;

    /// <summary>How many findings an alert tells at most, 1 to 100, the worst first.</summary>
    public int MaxAlerts { get; init; } = 20;

    /// <summary>Who asks, as the credential has it; the worker's name when it watches by itself.</summary>
    public required string By { get; init; }

    /// <summary>The retry plan whose review was escalated; null for every other alert.</summary>
    public RetryPlanId? Escalates { get; init; }

    /// <summary>Redacted name from the request's body; null when it gave none.</summary>
    public string? OnBehalfOf { get; init; }
}

/// <summary>One alert sent earlier.</summary>
/// <param name="Connector">Where it went.</param>
/// <param name="HealthId">What it was about.</param>
/// <param name="SentAt">When.</param>
/// <param name="Delivered">Whether the connector took it, or it is being sent; one that it did not take suppresses nothing.</param>
public sealed record EarlierAlert(string Connector, HealthId HealthId, DateTimeOffset SentAt, bool Delivered);
