using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Evidence;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.AuditDeliveries;

/// <summary>Takes up a destination that is due by itself: a notification or alert to repeat, or one never tried.</summary>
public sealed record BeginRepeat(DestinationId DestinationId) : ICommand<BegunRound>
{
    public static Permission Permission => Permissions.WorkerOperate;
}

internal sealed class BeginRepeatHandler(ICavraDbContext db, Outbox outbox, EvidenceJournal journal, TimeProvider clock)
    : IRequestHandler<BeginRepeat, Result<BegunRound>>
{
    public async Task<Result<BegunRound>> Handle(BeginRepeat command, CancellationToken cancellationToken)
    {
        var destination = await db.Destinations
            .SingleOrDefaultAsync(destination => destination.Id == command.DestinationId, cancellationToken);
        if (destination is null)
        {
            return DestinationRefusals.NotFound;
        }

        if (!(destination.NextAttemptAt <= clock.GetUtcNow()))
        {
            return DestinationRefusals.NotOpen.About(destination);
        }

        var what = await db.DeliveryEvents.SingleAsync(what => what.Id == destination.EventId, cancellationToken);
        var round = await outbox.BeginAsync(what, [destination], AttemptGrounds.Automatic, SendTerms.Default, cancellationToken);
        if (round.Intents is [var intent])
        {
            journal.Prove(new RepeatBegun(destination, intent.Number), new { destination.Id, intent.Number });
        }

        return round;
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
