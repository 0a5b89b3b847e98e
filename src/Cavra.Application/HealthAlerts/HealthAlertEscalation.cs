using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.WorkerHealth;
using Cavra.Domain.Connectors;
using Cavra.Domain.HealthAlerts;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerHealth;

namespace Cavra.Application.HealthAlerts;

/// <summary>Alerts the escalation connectors to worker health as it is now.</summary>
internal sealed class HealthAlertEscalation(WorkerHealthReader workerHealth, HealthAlertRouter router, IConnectorCatalog catalog, Call call)
{
    /// <summary>Begins the round; null when health is back meanwhile, or no connector takes escalations.</summary>
    /// <param name="escalates">The retry plan whose review asks for it; null for an alert that is escalated.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<StartedRound?> BeginAsync(RetryPlanId? escalates, CancellationToken cancellationToken)
    {
        var connectors = catalog.ForEscalation();
        var health = await workerHealth.ReadAsync(HealthTerms.Stored, cancellationToken);
        if (health.IsHealthy || connectors.Count == 0)
        {
            return null;
        }

        var request = new HealthAlertRequest
        {
            Connectors = ConnectorChoice.Only(connectors),
            Force = true,
            By = call.Caller.Actor.Display,
            Escalates = escalates,
        };
        var begun = await router.RouteAsync(health, request, SendTerms.Default, cancellationToken);
        return begun.Value.Round;
    }
}

/// <summary>Finds the connectors that alerts concern.</summary>
internal static class AlertConnectors
{
    public static IReadOnlyList<Connector> ForAlerts(this IConnectorCatalog catalog) =>
        [.. catalog.All.Where(connector => connector is { Alerts: true, Enabled: true })];

    public static IReadOnlyList<Connector> ForEscalation(this IConnectorCatalog catalog) =>
        [.. catalog.All.Where(connector => connector is { Escalation: true, Enabled: true })];
}

/// <summary>An answer that was recorded, and the alert to the escalation connectors that it began; null when it began none.</summary>
public sealed record EscalatingAnswer<TAnswer>(TAnswer Answer, StartedRound? Escalation) : IBetweenSteps;
