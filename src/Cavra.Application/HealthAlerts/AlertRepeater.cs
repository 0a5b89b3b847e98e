using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Evidence;
using Cavra.Application.Ports;
using Cavra.Domain.Connectors;
using Cavra.Domain.HealthAlerts;
using Cavra.Domain.WorkerHealth;

namespace Cavra.Application.HealthAlerts;

/// <summary>Repeats alerts that nobody has answered, and escalates those that were repeated often enough.</summary>
internal sealed class AlertRepeater(
    HealthAlertRouter router, IConnectorCatalog catalog, EvidenceJournal journal, Call call, TimeProvider clock)
{
    /// <summary>Counts each alert that is due as sent again, and begins to send; null when no connector is left to send to.</summary>
    public async Task<StartedRound?> BeginAsync(
        WorkerHealthReport health, HealthEpisode episode, IReadOnlyList<DueAlert> due, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var alert in due)
        {
            if (alert.Step is AlertStep.Repeat)
            {
                alert.Route.Repeated(now);
            }
            else
            {
                alert.Route.Escalate(now);
            }
        }

        var connectors = Targets(due);
        if (connectors.Count == 0)
        {
            journal.Prove(episode, episode.Evidence.Summary);
            return null;
        }

        var request = new HealthAlertRequest
        {
            Connectors = ConnectorChoice.Only(connectors),
            Force = true,
            By = call.Caller.Actor.Display,
        };
        var begun = await router.RouteAsync(health, request, SendTerms.Default, cancellationToken);
        return begun.Value.Round;
    }

    private List<Connector> Targets(IReadOnlyList<DueAlert> due)
    {
        var repeated = due.Where(alert => alert.Step is AlertStep.Repeat).Select(alert => catalog.Find(alert.Route.Connector));
        var escalated = due.Any(alert => alert.Step is AlertStep.Escalate) ? catalog.ForEscalation() : [];
        return [.. repeated.OfType<Connector>().Concat(escalated).DistinctBy(connector => connector.Name)];
    }
}
