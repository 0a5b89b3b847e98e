using Cavra.Domain.Access;
using Cavra.Domain.Connectors;
using Cavra.Domain.Notifications;
using Cavra.Domain.WorkerHealth;

namespace Cavra.Domain.HealthAlerts;

/// <summary>An answer to a worker-health alert, as it was given; its texts have passed the redactor.</summary>
public sealed record HealthAlertAnswer
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required HealthId HealthId { get; init; }

    /// <summary>The connectors for which it answers.</summary>
    public required ConnectorChoice Connectors { get; init; }

    public required AcknowledgementState State { get; init; }

    /// <summary>The plan that routed it; null for whichever did.</summary>
    public HealthAlertPlanId? PlanId { get; init; }

    public string? ExternalRef { get; init; }

    public string? Notes { get; init; }

    /// <summary>Who answers, as the credential has it.</summary>
    public required string By { get; init; }

    public string? OnBehalfOf { get; init; }

    internal bool IsAbout(HealthAlertRoute route) =>
        route.WorkspaceId == WorkspaceId
        && route.HealthId == HealthId
        && (PlanId is null || route.PlanId == PlanId)
        && Connectors.Includes(route.Connector);
}
