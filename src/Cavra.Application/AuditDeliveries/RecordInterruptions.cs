using Cavra.Application.Evidence;
using Cavra.Application.Loops;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.WorkerRuns;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.AuditDeliveries;

/// <summary>Records attempts whose lease ran out as interrupted: nobody knows how they ended.</summary>
public sealed record RecordInterruptions : ICommand<InterruptionsAnswer>
{
    /// <summary>Attempts recorded at once, at most.</summary>
    public const int Batch = 100;

    public static Permission Permission => Permissions.WorkerOperate;
}

public sealed record InterruptionsAnswer(IReadOnlyList<AttemptView> Attempts) : IReportsChange
{
    public bool IsChanged => Attempts.Count > 0;
}

internal sealed class RecordInterruptionsHandler(
    ICavraDbContext db, IClaims claims, GateWriter gates, ExecutionRecorder executions, EvidenceJournal journal, TimeProvider clock)
    : IRequestHandler<RecordInterruptions, Result<InterruptionsAnswer>>
{
    public async Task<Result<InterruptionsAnswer>> Handle(RecordInterruptions command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var attempts = new List<Attempt>();
        var left = await claims.LeftBehindAsync(now, RecordInterruptions.Batch, cancellationToken);
        var sending = await executions.SendingAsync(left, cancellationToken);
        foreach (var destination in left)
        {
            var attempt = destination.LeaseRanOut(now).Value;
            db.Attempts.Add(attempt);
            var evidence = journal.Prove(attempt, AttemptView.Of(attempt));
            gates.Write(destination, evidence.EvidenceId);
            executions.Record(sending, attempt, evidence.EvidenceId);
            attempts.Add(attempt);
        }

        await AccountAsync(attempts, now, cancellationToken);
        return new InterruptionsAnswer([.. attempts.Select(AttemptView.Of)]);
    }

    // The round that they belonged to gave no account of itself: whoever looks up the delivery finds this one.
    private async Task AccountAsync(List<Attempt> attempts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = attempts.Select(attempt => attempt.EventId).Distinct().ToList();
        var events = await db.DeliveryEvents.AsNoTracking().Where(what => ids.Contains(what.Id)).ToListAsync(cancellationToken);
        foreach (var what in events)
        {
            var delivery = ConnectorDelivery.Of(what, attempts.FindAll(attempt => attempt.EventId == what.Id), now);
            journal.Prove(delivery, ConnectorDeliveryView.Of(delivery));
        }
    }
}
