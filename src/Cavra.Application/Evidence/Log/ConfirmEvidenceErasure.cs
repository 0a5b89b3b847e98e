using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence.Log;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence.Log;

/// <summary>Confirms what another person asked: that the text of one evidence entry be erased from the log.</summary>
public sealed record ConfirmEvidenceErasure(EvidenceErasureId ErasureId) : ICommand<EvidenceErasureAnswer>
{
    public static Permission Permission => Permissions.EvidenceErase;
}

internal sealed class ConfirmEvidenceErasureHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<ConfirmEvidenceErasure, Result<EvidenceErasureAnswer>>
{
    public async Task<Result<EvidenceErasureAnswer>> Handle(ConfirmEvidenceErasure command, CancellationToken cancellationToken)
    {
        if (await db.EvidenceErasures.SingleOrDefaultAsync(erasure => erasure.Id == command.ErasureId, cancellationToken) is not { } erasure)
        {
            return EvidenceErasureRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        var before = EvidenceErasureView.Of(erasure, now);
        if (erasure.Confirm(call.Caller.Actor, now).Refusal is { } refusal)
        {
            return refusal;
        }

        var view = EvidenceErasureView.Of(erasure, now);
        var metadata = journal.Prove(
            erasure, view, before, [erasure.EntryId, .. await journal.EarlierAsync(cancellationToken, erasure.Id)]);

        // A worker takes the bytes away once the log tells of it: with the entry that proves it, or not at all.
        db.EvidenceRemovals.Add(EvidenceRemoval.OfErasure(call.Workspace, erasure.EntryIndex, now).Told(metadata.EvidenceId));
        return new EvidenceErasureAnswer(view, metadata, ActorView.Of(call.Caller));
    }
}
