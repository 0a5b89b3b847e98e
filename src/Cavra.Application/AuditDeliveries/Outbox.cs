using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.AuditDeliveries;

/// <summary>
/// Where a command puts what shall leave: the first of the three steps. Addresses an event to connectors and takes the lease
/// of each attempt, or holds it; all of it committed with the command, before the network is touched.
/// </summary>
internal sealed class Outbox(
    ICavraDbContext db, IConnectorCatalog catalog, IWorkerIdentity identity, EvidenceJournal journal, Call call, TimeProvider clock)
{
    /// <summary>Addresses a new event and begins the first attempt at each destination.</summary>
    public async Task<BegunRound> BeginAsync(
        DeliveryEvent what, IReadOnlyList<Connector> connectors, AuditDelivery? delivery, SendTerms terms,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var destinations = connectors.Select(connector => Destination.Of(what, connector, delivery, now)).ToList();
        db.DeliveryEvents.Add(what);
        db.Destinations.AddRange(destinations);
        return await BeginAsync(what, destinations, AttemptGrounds.Automatic, terms, cancellationToken);
    }

    /// <summary>Begins another attempt at destinations of an event that was sent before.</summary>
    public async Task<BegunRound> BeginAsync(
        DeliveryEvent what, IReadOnlyList<Destination> destinations, AttemptGrounds grounds, SendTerms terms,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var states = await db.ConnectorStatesAsync(destinations.Select(destination => destination.Connector), cancellationToken);
        var (intents, held) = (new List<AttemptIntent>(), new List<AttemptId>());
        foreach (var destination in destinations)
        {
            var connector = catalog.Find(destination.Connector);
            var obstacle = connector is { IsUsable: true }
                ? states.GetValueOrDefault(destination.Connector)?.LetThrough(terms.Lease, now)
                : HoldReason.ConnectorMissing;
            if (obstacle is { } reason)
            {
                held.Add(Hold(destination, reason, states.GetValueOrDefault(destination.Connector), now));
            }
            else
            {
                intents.Add(destination.Begin(identity.Worker, grounds, connector!.Fingerprint, terms.Lease, now).Value);
            }
        }

        return new BegunRound(what.Id, call.Caller.WorkspaceName, Outgoing(what), terms, intents, held);
    }

    private AttemptId Hold(Destination destination, HoldReason reason, ConnectorState? state, DateTimeOffset now)
    {
        var attempt = destination.Hold(reason, identity.Worker, state?.Breaker.BlocksUntil(now), now).Value;
        db.Attempts.Add(attempt);
        journal.Prove(attempt, AttemptView.Of(attempt));
        return attempt.Id;
    }

    private static OutgoingEvent Outgoing(DeliveryEvent what) =>
        new(what.Id.ToString(), what.Type, what.Subject, what.DataSchema, what.OccurredAt, what.Data);
}

/// <summary>Reads the state of connectors.</summary>
internal static class ConnectorStateReading
{
    /// <summary>What is known of the named connectors; one of which nothing is known is absent.</summary>
    public static async Task<Dictionary<string, ConnectorState>> ConnectorStatesAsync(
        this ICavraDbContext db, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var wanted = names.Distinct().ToList();
        return await db.ConnectorStates.Where(state => wanted.Contains(state.Name))
            .ToDictionaryAsync(state => state.Name, cancellationToken);
    }
}
