using System.Text.Json;
using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Drills;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Notifications;

/// <summary>Makes the event of a notification, with its public fields alone, and addresses it to the connectors that were selected.</summary>
internal sealed class NotificationOutbox(Outbox outbox, IConnectorCatalog catalog, Call call, TimeProvider clock)
{
    /// <summary>Begins the round; null when the plan selects no connector.</summary>
    public async Task<StartedRound?> BeginAsync(
        DrillScheduleReportView schedule, NotificationPlanView plan, SendTerms terms, CancellationToken cancellationToken)
    {
        if (plan.SelectedProviders.Count == 0)
        {
            return null;
        }

        var document = JsonSerializer.SerializeToNode(new { schedule, plan }, WireJson.Options);
        var data = PublicView.Of(document, out _)!.ToJsonString(WireJson.Options);
        var links = new EventLinks { PlanId = plan.PlanId.ToString(), ScheduleId = plan.ScheduleId };
        var what = DeliveryEvent.Of(
            call.Workspace, DeliverySource.Notification, plan.PlanId.ToString(), WireNames.NotificationPlanSchema, data, links,
            clock.GetUtcNow());

        return await outbox.BeginAsync(
            what, [.. plan.SelectedProviders.Select(name => catalog.Find(name)!)], delivery: null, terms, cancellationToken);
    }
}
