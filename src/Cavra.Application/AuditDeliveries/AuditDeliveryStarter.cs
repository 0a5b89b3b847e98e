using Cavra.Application.Access;
using Cavra.Application.AuditPackages;
using Cavra.Application.Evidence;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;

namespace Cavra.Application.AuditDeliveries;

/// <summary>Sends a package on its way: chooses the connectors, plans the delivery, puts it into the outbox.</summary>
internal sealed class AuditDeliveryStarter(
    ICavraDbContext db, IConnectorCatalog catalog, Outbox outbox, EvidenceJournal journal, Call call, TimeProvider clock)
{
    /// <summary>
    /// The connectors that are asked for. One that the file switches off is not among all of them; one that can't be used is,
    /// and is held: what should have gone there must not be forgotten.
    /// </summary>
    public Result<IReadOnlyList<Connector>> Choose(string requested)
    {
        if (!catalog.All.Any(connector => connector.IsUsable))
        {
            return ConnectorRefusals.NoneConfigured;
        }

        return catalog.All.Selected(requested) switch
        {
            null => ConnectorRefusals.Unknown,
            var chosen when ConnectorNames.SelectsAll(requested) => Result<IReadOnlyList<Connector>>.Of(
                [.. chosen.Where(connector => connector.Enabled)]),
            var chosen => Result<IReadOnlyList<Connector>>.Of(chosen),
        };
    }

    public async Task<(AuditDeliveryView Plan, MetadataItem Metadata, StartedRound Round)> BeginAsync(
        BeginAuditDelivery command, BuiltPackage packed, IReadOnlyList<Connector> connectors, CancellationToken cancellationToken)
    {
        var delivery = AuditDelivery.Of(
            packed.Package, command.Requested, connectors, command.Cadence.Value, command.ScheduleRef, call.Caller.Actor,
            clock.GetUtcNow());
        db.AuditDeliveries.Add(delivery);
        var view = AuditDeliveryView.Of(delivery);
        var metadata = journal.Prove(delivery, view, before: null, packed.Metadata.EvidenceId);

        var links = new EventLinks { AuditId = delivery.AuditId.ToString(), DeliveryId = delivery.Id.ToString(), ScheduleId = packed.Package.Filter.ScheduleId };
        var message = new Message(
            DeliverySource.AcknowledgementAudit, delivery.Id.ToString(), WireNames.AuditPackageSchema, packed.View.ToEventData(), links);
        return (view, metadata, await outbox.BeginAsync(message, connectors, delivery, command.Terms, cancellationToken));
    }
}
