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

namespace Cavra.Application.Evidence.Log;

/// <summary>Asks that the workspace's log, which stands still, go on from what is stored of it.</summary>
/// <param name="Reason">Why; required.</param>
public sealed record AskLogAdoption(FreeText Reason) : ICommand<LogAdoptionAnswer>
{
    public static Permission Permission => Permissions.EvidenceAdopt;
}

internal sealed class AskLogAdoptionValidator : AbstractValidator<AskLogAdoption>
{
    public AskLogAdoptionValidator() =>
        RuleFor(command => command.Reason).Must(reason => !reason.IsBlank).WithMessage("Required.").IsText();
}

internal sealed class AskLogAdoptionHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<AskLogAdoption, Result<LogAdoptionAnswer>>
{
    public async Task<Result<LogAdoptionAnswer>> Handle(AskLogAdoption command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (log, stored) = await AdoptableLog.ReadAsync(db, cancellationToken);
        var asked = LogAdoption.Ask(log, stored, command.Reason.Value, call.Caller.Actor, now);
        if (asked.Refusal is { } refusal)
        {
            return refusal;
        }

        db.LogAdoptions.Add(asked.Value);
        var view = LogAdoptionView.Of(asked.Value, now);
        return new LogAdoptionAnswer(view, journal.Prove(asked.Value, view), ActorView.Of(call.Caller));
    }
}
