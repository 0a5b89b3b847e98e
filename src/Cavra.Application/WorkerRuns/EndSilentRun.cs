using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.WorkerRuns;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.WorkerRuns;

/// <summary>Ends a run whose worker has fallen silent, or which takes longer than it may; whoever notices does it.</summary>
public sealed record EndSilentRun(WorkerRunId RunId) : ICommand<CompletedRun>
{
    public static Permission Permission => Permissions.WorkerOperate;

    bool ICommandBase.IsRaced => true;
}

internal sealed class EndSilentRunHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<EndSilentRun, Result<CompletedRun>>
{
    public async Task<Result<CompletedRun>> Handle(EndSilentRun command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var run = await db.WorkerRuns.SingleOrDefaultAsync(run => run.Id == command.RunId, cancellationToken);
        if (run is null)
        {
            return WorkerRunRefusals.NotFound;
        }

        var before = WorkerRunView.Of(run, plan: null);
        var ended = run.LeaseUntil <= now ? run.LeaseLost(now) : run.TimeOut(RunWork.Nothing, now);
        if (ended.Refusal is { } refusal)
        {
            return refusal;
        }

        var view = WorkerRunView.Of(run, plan: null);
        return new CompletedRun(view, journal.Prove(run, view, before), ActorView.Of(call.Caller));
    }
}
