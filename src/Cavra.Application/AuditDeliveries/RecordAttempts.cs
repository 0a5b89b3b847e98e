using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.Loops;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.AuditDeliveries;

/// <summary>Records how the attempts of a round ended: the last of the three steps.</summary>
public sealed record RecordAttempts(DeliveryEventId EventId, IReadOnlyList<MadeAttempt> Made, IReadOnlyList<AttemptId> Held)
    : ICommand<RoundAnswer>
{
    public static Permission Permission => Permissions.DeliveryAttempt;
}

/// <summary>An attempt that was made, and what came of it.</summary>
public sealed record MadeAttempt(AttemptIntent Intent, AttemptReport Report);

public sealed record RoundAnswer(ConnectorDeliveryView Delivery, MetadataItem Metadata)
{
    public bool Success => Delivery.Success;
}

internal sealed class RecordAttemptsHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<RecordAttempts, Result<RoundAnswer>>
{
    public async Task<Result<RoundAnswer>> Handle(RecordAttempts command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var what = await db.DeliveryEvents.SingleAsync(what => what.Id == command.EventId, cancellationToken);
        var attempts = await db.Attempts.Where(attempt => command.Held.Contains(attempt.Id)).ToListAsync(cancellationToken);
        var tried = command.Made.Select(made => made.Intent.DestinationId).ToList();
        var destinations = await db.Destinations.Where(destination => tried.Contains(destination.Id))
            .ToDictionaryAsync(destination => destination.Id, cancellationToken);
        var states = await db.ConnectorStatesAsync(command.Made.Select(made => made.Intent.Connector), cancellationToken);

        foreach (var (intent, report) in command.Made)
        {
            var destination = destinations[intent.DestinationId];
            var recorded = destination.Record(intent, report, now);
            if (recorded.Refusal is { } refusal)
            {
                return refusal;
            }

            Learn(states, intent.Connector, report, now);
            attempts.Add(recorded.Value);
            db.Attempts.Add(recorded.Value);
            var evidence = journal.Prove(recorded.Value, AttemptView.Of(recorded.Value));
            if (destination is { State: DestinationState.Delivered, OpenSince: not null, RepeatsByItself: false })
            {
                db.GatesPassed.Add(GatePassed.By(
                    call.Workspace, destination.Id, Gate.Recovered, call.Caller.Actor.Display, evidence.EvidenceId, now));
            }
        }

        var delivery = ConnectorDelivery.Of(what, attempts, now);
        var view = ConnectorDeliveryView.Of(delivery);
        return new RoundAnswer(view, journal.Prove(delivery, view));
    }

    private void Learn(Dictionary<string, ConnectorState> states, string connector, AttemptReport report, DateTimeOffset now)
    {
        if (!states.TryGetValue(connector, out var state))
        {
            state = states[connector] = ConnectorState.Of(call.Workspace, connector);
            db.ConnectorStates.Add(state);
        }

        state.Learn(report, now);
    }
}
