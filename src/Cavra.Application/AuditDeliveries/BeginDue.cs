using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.AuditDeliveries;

/// <summary>Takes up what is due by itself: notifications and alerts to repeat, and what was held before its first attempt.</summary>
/// <param name="Most">How many destinations to take up, at most.</param>
/// <param name="Rooms">How many of them at most for each connector that something can be sent through.</param>
public sealed record BeginDue(int Most, IReadOnlyDictionary<string, int> Rooms) : ICommand<BegunRounds>
{
    /// <summary>About as many as are taken up at once, whatever there is room for: what becomes due meanwhile waits for it.</summary>
    public const int Batch = 32;

    public static Permission Permission => Permissions.WorkerOperate;
}

/// <param name="Rounds">The rounds that were begun, one an event.</param>
/// <param name="GoOnAt">When there will be more to begin, or may be; null when nothing is known of it.</param>
public sealed record BegunRounds(IReadOnlyList<StartedRound> Rounds, DateTimeOffset? GoOnAt) : IReportsChange
{
    public bool IsChanged => Rounds.Any(round => round.Intents.Count + round.Held.Count > 0);
}

internal sealed class BeginDueHandler(
    ICavraDbContext db, IClaims claims, Outbox outbox, IConnectorCatalog catalog, EvidenceJournal journal, TimeProvider clock)
    : IRequestHandler<BeginDue, Result<BegunRounds>>
{
    public async Task<Result<BegunRounds>> Handle(BeginDue command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rooms = await RoomsAsync(command, now, cancellationToken);
        var found = await claims.DueAsync(rooms, now, Math.Min(BeginDue.Batch, command.Most), command.Most, cancellationToken);
        var due = found.Taken;
        if (due.Count == 0)
        {
            return new BegunRounds([], found.NextAt);
        }

        // All at once and in their order: event after event, two workers could wait for each other.
        await claims.ConnectorsToUseAsync(due.Select(destination => destination.Connector), now, cancellationToken);
        var events = due.Select(destination => destination.EventId).Distinct().ToList();
        var rounds = new List<StartedRound>();
        var stored = await db.DeliveryEvents.AsNoTracking().Where(what => events.Contains(what.Id)).ToDictionaryAsync(what => what.Id, cancellationToken);

        // The oldest first: with a circuit that lets one through, it is the probe.
        foreach (var what in events.Select(id => stored[id]))
        {
            var destinations = due.Where(destination => destination.EventId == what.Id).ToList();
            var round = await outbox.BeginAsync(what, destinations, AttemptGrounds.Automatic, SendTerms.Default, cancellationToken);
            foreach (var intent in round.Intents)
            {
                var destination = destinations.Find(destination => destination.Id == intent.DestinationId)!;
                journal.Prove(new RepeatBegun(destination, intent.Number), new { destination.Id, intent.Number });
            }

            rounds.Add(round);
        }

        var begun = new BegunRounds(rounds, found.NextAt);
        return found.MayBeMore && begun.IsChanged ? begun with { GoOnAt = now } : begun;
    }

    // Every connector that anything was ever sent through has a state. What can't be sent is held, which needs no room there.
    private async Task<IReadOnlyList<ConnectorRoom>> RoomsAsync(BeginDue command, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var states = await db.ConnectorStates.AsNoTracking().ToListAsync(cancellationToken);
        var blocked = states.Where(state => state.Obstacle(now) is not null).Select(state => state.Name).ToHashSet();
        var open = catalog.All.Where(connector => connector.IsUsable).Select(connector => connector.Name).Where(name => !blocked.Contains(name));
        var rooms = open.ToDictionary(name => name, name => new ConnectorRoom(name, command.Rooms.GetValueOrDefault(name), IsOpen: true));
        var others = states.Select(state => state.Name).Concat(catalog.All.Select(connector => connector.Name)).Distinct();
        return
        [
            .. rooms.Values.Where(room => room.Most > 0),
            .. others.Where(name => !rooms.ContainsKey(name)).Select(name => new ConnectorRoom(name, command.Most, IsOpen: false)),
        ];
    }

    private sealed record RepeatBegun(Destination Destination, int Number) : IEvidenced
    {
        public EvidenceFacts Evidence => new(
            WireNames.AttemptBegunKind, "destination", Destination.Id.ToString(), new Dictionary<string, object?>
            {
                ["destination_id"] = Destination.Id.ToString(),
                ["connector_delivery_source"] = WireNames.Of(Destination.Source),
                ["event_id"] = Destination.EventId.ToString(),
                ["provider"] = Destination.Provider,
                ["connector"] = Destination.Connector,
                ["attempt_number"] = Number,
            });
    }
}
