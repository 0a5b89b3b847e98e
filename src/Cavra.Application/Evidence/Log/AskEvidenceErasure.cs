using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence.Log;

/// <summary>Asks that the text of one evidence entry be erased from the log.</summary>
/// <param name="EvidenceId">The entry.</param>
/// <param name="Reason">Why; required.</param>
public sealed record AskEvidenceErasure(EvidenceId EvidenceId, FreeText Reason) : ICommand<EvidenceErasureAnswer>
{
    public static Permission Permission => Permissions.EvidenceErase;
}

internal sealed class AskEvidenceErasureValidator : AbstractValidator<AskEvidenceErasure>
{
    public AskEvidenceErasureValidator() =>
        RuleFor(command => command.Reason).Must(reason => !reason.IsBlank).WithMessage("Required.").IsText();
}

internal sealed class AskEvidenceErasureHandler(ICavraDbContext db, IClaims claims, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<AskEvidenceErasure, Result<EvidenceErasureAnswer>>
{
    public async Task<Result<EvidenceErasureAnswer>> Handle(AskEvidenceErasure command, CancellationToken cancellationToken)
    {
        // Of two people who ask for the same at once, the second finds what the first asked.
        await claims.WorkspaceAsync(cancellationToken);
        var entry = await db.Evidence.AsNoTracking().SingleOrDefaultAsync(entry => entry.Id == command.EvidenceId, cancellationToken);
        var logged = await db.LoggedEntries.AsNoTracking().SingleOrDefaultAsync(row => row.EntryId == command.EvidenceId, cancellationToken);
        var earlier = await db.EvidenceErasures.AsNoTracking()
            .Where(erasure => erasure.EntryId == command.EvidenceId).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var asked = EvidenceErasure.Ask(entry, logged, earlier, command.Reason.Value, call.Caller.Actor, now);
        if (asked.Refusal is { } refusal)
        {
            return refusal;
        }

        db.EvidenceErasures.Add(asked.Value);
        var view = EvidenceErasureView.Of(asked.Value, now);
        return new EvidenceErasureAnswer(view, journal.Prove(asked.Value, view, before: null, command.EvidenceId), ActorView.Of(call.Caller));
    }
}
