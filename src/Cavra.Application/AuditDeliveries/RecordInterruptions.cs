using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using MediatR;

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

internal sealed class RecordInterruptionsHandler(ICavraDbContext db, IClaims claims, EvidenceJournal journal, TimeProvider clock)
    : IRequestHandler<RecordInterruptions, Result<InterruptionsAnswer>>
{
    public async Task<Result<InterruptionsAnswer>> Handle(RecordInterruptions command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var recorded = new List<AttemptView>();
        foreach (var destination in await claims.LeftBehindAsync(now, RecordInterruptions.Batch, cancellationToken))
        {
            var attempt = destination.LeaseRanOut(now).Value;
            db.Attempts.Add(attempt);
            var view = AttemptView.Of(attempt);
            journal.Prove(attempt, view);
            recorded.Add(view);
        }

        return new InterruptionsAnswer(recorded);
    }
}
