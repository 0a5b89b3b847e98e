using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.AuditDeliveries;

/// <summary>Says of an attempt whose worker did not live to report it that it was interrupted and nobody knows how it ended.</summary>
public sealed record RecordInterruption(DestinationId DestinationId) : ICommand<InterruptionAnswer>
{
    public static Permission Permission => Permissions.WorkerOperate;
}

public sealed record InterruptionAnswer(AttemptView Attempt, MetadataItem Metadata, ActorView Actor);

internal sealed class RecordInterruptionHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<RecordInterruption, Result<InterruptionAnswer>>
{
    public async Task<Result<InterruptionAnswer>> Handle(RecordInterruption command, CancellationToken cancellationToken)
    {
        var destination = await db.Destinations
            .SingleOrDefaultAsync(destination => destination.Id == command.DestinationId, cancellationToken);
        if (destination is null)
        {
            return DestinationRefusals.NotFound;
        }

        var interrupted = destination.LeaseRanOut(clock.GetUtcNow());
        if (interrupted.Refusal is { } refusal)
        {
            return refusal;
        }

        db.Attempts.Add(interrupted.Value);
        var view = AttemptView.Of(interrupted.Value);
        return new InterruptionAnswer(view, journal.Prove(interrupted.Value, view), ActorView.Of(call.Caller));
    }
}
