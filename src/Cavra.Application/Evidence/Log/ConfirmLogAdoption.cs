using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence.Log;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence.Log;

/// <summary>Confirms what another person asked: that the workspace's log go on from what is stored of it.</summary>
public sealed record ConfirmLogAdoption(LogAdoptionId AdoptionId) : ICommand<LogAdoptionAnswer>
{
    public static Permission Permission => Permissions.EvidenceAdopt;
}

internal sealed class ConfirmLogAdoptionHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<ConfirmLogAdoption, Result<LogAdoptionAnswer>>
{
    public async Task<Result<LogAdoptionAnswer>> Handle(ConfirmLogAdoption command, CancellationToken cancellationToken)
    {
        if (await db.LogAdoptions.SingleOrDefaultAsync(adoption => adoption.Id == command.AdoptionId, cancellationToken) is not { } adoption)
        {
            return LogAdoptionRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        var before = LogAdoptionView.Of(adoption, now);
        var (_, stored) = await AdoptableLog.ReadAsync(db, cancellationToken);
        if (adoption.Confirm(stored, call.Caller.Actor, now).Refusal is { } refusal)
        {
            return refusal;
        }

        var view = LogAdoptionView.Of(adoption, now);
        return new LogAdoptionAnswer(view, journal.Prove(adoption, view, before), ActorView.Of(call.Caller));
    }
}
