using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Domain.HealthAlerts;
using Cavra.Domain.Loops;
using Cavra.Domain.RetryPlans;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Loops;

/// <summary>Writes down which gates were passed, with the entry that proves it; nothing else does.</summary>
internal sealed class GateWriter(ICavraDbContext db, Call call, TimeProvider clock)
{
    /// <summary>The gates that a destination says it has passed.</summary>
    public void Write(Destination destination, EvidenceId evidence) =>
        db.GatesPassed.AddRange(destination.Passed.Select(gate => Passed(destination.Id, gate, evidence)));

    /// <summary>Destinations that a plan holds for the first time are noticed.</summary>
    public void WriteNoticed(RetryPlan plan, IReadOnlyList<DestinationId> destinations, EvidenceId evidence) =>
        db.NoticeWhenSaved(new PlanNotice(plan, destinations, evidence));

    /// <summary>Whatever was open when an alert was decided is routed once a connector has taken the alert.</summary>
    public async Task WriteRoutedAsync(HealthAlertPlan plan, EvidenceId evidence, CancellationToken cancellationToken)
    {
        var told = await db.Destinations
            .Where(destination => destination.Source == DeliverySource.AcknowledgementAudit
                && (destination.State == DestinationState.Failed || destination.State == DestinationState.Held)
                && destination.OpenSince <= plan.GeneratedAt
                && !db.GatesPassed.Any(gate => gate.DestinationId == destination.Id && gate.Gate == Gate.Routed))
            .Select(destination => destination.Id)
            .ToListAsync(cancellationToken);
        db.GatesPassed.AddRange(told.Select(destination => Passed(destination, Gate.Routed, evidence)));
    }

    private GatePassed Passed(DestinationId destination, Gate gate, EvidenceId evidence) => GatePassed.By(
        call.Workspace, destination, gate, call.Caller.Actor.Display, evidence, clock.GetUtcNow());
}
