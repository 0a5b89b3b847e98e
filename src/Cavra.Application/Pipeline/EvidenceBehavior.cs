using System.Text;
using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Operations;
using Cavra.Application.Ports;
using Cavra.Application.Workers;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using MediatR;

namespace Cavra.Application.Pipeline;

/// <summary>
/// The unit of work. Saves a command's changes, the evidence of them and the idempotency record together; of a refused
/// command the evidence alone. A lost race is a refusal. If evidence can't be written, the command fails.
/// </summary>
internal sealed class EvidenceBehavior<TRequest, TResponse>(
    ICavraDbContext db, EvidenceJournal journal, Call call, FaultRecorder faults, CavraMetrics metrics, LoopSignals signals,
    IRedactor redactor, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommandBase, IRequest<TResponse>
    where TResponse : class, IRefusable<TResponse>
{
    private static readonly string Action = CommandName.Of(typeof(TRequest));

    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var command = new CommandFacts(Action, TRequest.Permission, request.OnBehalfOf?.Value);
        CommandFacts Undone() => command with { About = CommandSubject.Of(request, redactor) };
        journal.Open(command);
        try
        {
            var response = await next();
            if (response.Refusal is null)
            {
                if (await SaveDone(response, cancellationToken) is not { } lost)
                {
                    return response;
                }

                response = TResponse.Refused(lost);
            }

            if (request.IsRaced && response.Refusal!.Kind is RefusalKind.Conflict)
            {
                db.DiscardChanges();
                return response;
            }

            await SaveRefused(response.Refusal!, Undone(), cancellationToken);
            return response;
        }
        catch (Exception fault) when (fault is not OperationCanceledException && !db.IsAway(fault))
        {
            await faults.RecordAsync(call, Undone());
            throw;
        }
    }

    private async Task<Refusal?> SaveDone(TResponse response, CancellationToken cancellationToken)
    {
        if (response is IAnswered { Answer: IReportsChange { IsChanged: false } })
        {
            return null;
        }

        if (journal.Entries.Count == 0)
        {
            throw new InvalidOperationException($"{Action} was done and left no evidence.");
        }

        if (call.Idempotency is { Taken: false } claim)
        {
            db.IdempotencyRecords.Add(RecordOf(claim, response));
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (Exception lost) when (db.LostRace(lost) is not null)
        {
            return db.LostRace(lost) is LostRace.IdempotencyKey ? CommonRefusals.InFlight : CommonRefusals.ChangedMeanwhile;
        }

        if (call.Idempotency is { } taken)
        {
            taken.Taken = true;
        }

        metrics.EvidenceWritten(journal.Entries.Count, "done");
        signals.Ring(LoopSignals.EvidenceFeed);
        if (response is IAnswered { Answer: IReleases { ReleasedCount: > 0 } })
        {
            signals.Ring(LoopSignals.Delivery);
        }

        return null;
    }

    private async Task SaveRefused(Refusal refusal, CommandFacts command, CancellationToken cancellationToken)
    {
        db.DiscardChanges();
        journal.Open(command);
        journal.Note($"refused:{refusal.Code}");
        await db.SaveChangesAsync(cancellationToken);
        metrics.EvidenceWritten(1, "refused");
        signals.Ring(LoopSignals.EvidenceFeed);
    }

    private IdempotencyRecord RecordOf(IdempotencyClaim claim, TResponse response)
    {
        var now = clock.GetUtcNow();
        var record = IdempotencyRecord.Begin(
            call.Workspace, call.Caller.Actor.Credential, claim.KeyDigest, claim.RequestDigest, now, now + claim.Lease);
        if (!claim.AnswerFollows && response is IAnswered { Answer: { } answer })
        {
            record.Finish(answer);
        }

        return record;
    }
}

/// <summary>A request's name in words: <c>AcknowledgeRetryPlan</c> is <c>acknowledge retry plan</c>.</summary>
public static class CommandName
{
    public static string Of(Type request)
    {
        var words = new StringBuilder();
        foreach (var c in request.Name)
        {
            if (char.IsUpper(c) && words.Length > 0)
            {
                words.Append(' ');
            }

            words.Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }
}
