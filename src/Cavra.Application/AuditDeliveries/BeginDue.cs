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
public sealed record BeginDue(int Most) : ICommand<BegunRounds>
{
    public static Permission Permission => Permissions.WorkerOperate;
}

/// <summary>The rounds that were begun, one an event.</summary>
public sealed record BegunRounds(IReadOnlyList<StartedRound> Rounds) : IReportsChange
{
    public bool IsChanged => Rounds.Any(round => round.Intents.Count + round.Held.Count > 0);

    public int IntentCount => Rounds.Sum(round => round.Intents.Count);
}

internal sealed class BeginDueHandler(
    ICavraDbContext db, IClaims claims, Outbox outbox, IConnectorCatalog catalog, EvidenceJournal journal, TimeProvider clock)
    : IRequestHandler<BeginDue, Result<BegunRounds>>
{
    public async Task<Result<BegunRounds>> Handle(BeginDue command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await claims.DueAsync(await OpenConnectorsAsync(now, cancellationToken), now, command.Most, cancellationToken);

        // All at once and in their order: event after event, two workers could wait for each other.
        await claims.ConnectorsAsync(due.Select(destination => destination.Connector), cancellationToken);
        var events = due.Select(destination => destination.EventId).Distinct().ToList();
        var rounds = new List<StartedRound>();
        var stored = await db.DeliveryEvents.Where(what => events.Contains(what.Id)).ToDictionaryAsync(what => what.Id, cancellationToken);

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

        return new BegunRounds(rounds);
    }

    private async Task<List<string>> OpenConnectorsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var states = await db.ConnectorStates.AsNoTracking().ToListAsync(cancellationToken);
        var blocked = states.Where(state => state.Obstacle(now) is not null).Select(state => state.Name).ToHashSet();
        return [.. catalog.All.Where(connector => connector.IsUsable).Select(connector => connector.Name).Where(name => !blocked.Contains(name))];
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
