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
    ICavraDbContext db, IClaims claims, IConnectorCatalog catalog, IWorkerIdentity identity, EvidenceJournal journal, Call call,
    TimeProvider clock)
{
    /// <summary>Makes an event of a message, addresses it and begins the first attempt at each destination.</summary>
    public async Task<StartedRound> BeginAsync(
        Message message, IReadOnlyList<Connector> connectors, AuditDelivery? delivery, SendTerms terms,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var what = DeliveryEvent.Of(
            call.Workspace, message.Source, message.Subject, message.Schema, message.Data, message.Links, now);
        var destinations = connectors.Select(connector => Destination.Of(what, connector, delivery, now)).ToList();
        db.DeliveryEvents.Add(what);
        db.Destinations.AddRange(destinations);
        return await BeginAsync(what, destinations, AttemptGrounds.Automatic, terms, cancellationToken);
    }

    /// <summary>
    /// Begins another attempt at destinations of an event that was sent before. One that is held already, for what is still in
    /// the way, is left as it is.
    /// </summary>
    public async Task<StartedRound> BeginAsync(
        DeliveryEvent what, IReadOnlyList<Destination> destinations, AttemptGrounds grounds, SendTerms terms,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var states = await claims.ConnectorsToUseAsync(destinations.Select(destination => destination.Connector), now, cancellationToken);
        var references = await EpisodeReferencesAsync(what, destinations, cancellationToken);
        var (intents, held) = (new List<AttemptIntent>(), new List<AttemptId>());
        foreach (var destination in destinations)
        {
            var (connector, state) = (catalog.Find(destination.Connector), states[destination.Connector]);
            var lease = terms.LeaseOf(intents.Count) + SendTerms.ToConfirm(connector);
            var obstacle = connector is { IsUsable: true } ? state.LetThrough(lease, now) : HoldReason.ConnectorMissing;
            if (obstacle is not { } reason)
            {
                intents.Add(destination.Begin(identity.Worker, grounds, connector!.Fingerprint, lease, now).Value with
                {
                    EpisodeReference = references.GetValueOrDefault(destination.Connector),
                });
            }
            else if (!destination.IsHeldFor(reason))
            {
                held.Add(Hold(destination, reason, state, now));
            }
        }

        return new StartedRound(what.Id, call.Caller.WorkspaceName, Outgoing(what), terms, intents, held);
    }

    // By what each connector's vendor knows the trouble already: its first alert, which later ones are added to.
    private async Task<Dictionary<string, string>> EpisodeReferencesAsync(
        DeliveryEvent what, IReadOnlyList<Destination> destinations, CancellationToken cancellationToken)
    {
        if (what.Links.Episode is not { } episode)
        {
            return [];
        }

        var names = destinations.Select(destination => destination.Connector).ToList();
        var known = await db.Destinations
            .Where(earlier => earlier.Episode == episode && names.Contains(earlier.Connector) && earlier.VendorReference != null)
            .OrderBy(earlier => earlier.CreatedAt).Select(earlier => new { earlier.Connector, earlier.VendorReference })
            .ToListAsync(cancellationToken);
        return known.DistinctBy(earlier => earlier.Connector).ToDictionary(earlier => earlier.Connector, earlier => earlier.VendorReference!);
    }

    private AttemptId Hold(Destination destination, HoldReason reason, ConnectorState state, DateTimeOffset now)
    {
        var attempt = destination.Hold(reason, identity.Worker, LookAgainAt(reason, state, now), now).Value;
        db.Attempts.Add(attempt);
        journal.Prove(attempt, AttemptView.Of(attempt));
        return attempt.Id;
    }

    // A circuit opens by itself and a connector comes back with its file; what a person stopped, a person starts again.
    private static DateTimeOffset? LookAgainAt(HoldReason reason, ConnectorState state, DateTimeOffset now) => reason switch
    {
        HoldReason.CircuitOpen => state.Breaker.BlocksUntil(now),
        HoldReason.ConnectorMissing => now,
        _ => null,
    };

    internal static OutgoingEvent Outgoing(DeliveryEvent what) =>
        new(what.Id.ToString(), what.Type, what.Subject, what.DataSchema, what.OccurredAt, what.Data);
}

/// <summary>What shall leave, before it is addressed to anybody.</summary>
/// <param name="Source">What kind of message it is.</param>
/// <param name="Subject">Wire id of the document it is about.</param>
/// <param name="Schema">The <c>schema_version</c> of the data.</param>
/// <param name="Data">Public-safe data, as JSON text.</param>
/// <param name="Links">Documents that it belongs to.</param>
internal sealed record Message(DeliverySource Source, string Subject, string Schema, string Data, EventLinks Links);
