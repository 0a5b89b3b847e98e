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

/// <summary>Records what a run has done: the last of its three steps.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Work">What it has done.</param>
/// <param name="Faulted">Whether its worker met an error of its own and gives up with that.</param>
public sealed record CompleteRun(WorkerRunId RunId, RunWork Work, bool Faulted = false) : ICommand<CompletedRun>
{
    public static Permission Permission => Permissions.DeliveryAttempt;
}

public sealed record CompletedRun(WorkerRunView Run, MetadataItem Metadata, ActorView Actor) : IBetweenSteps;

internal sealed class CompleteRunHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<CompleteRun, Result<CompletedRun>>
{
    public async Task<Result<CompletedRun>> Handle(CompleteRun command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var run = await db.WorkerRuns.SingleOrDefaultAsync(run => run.Id == command.RunId, cancellationToken);
        if (run is null)
        {
            return WorkerRunRefusals.NotFound;
        }

        var before = WorkerRunView.Of(run, plan: null);
        var ended = command.Faulted ? run.Fail(command.Work, now) : run.Complete(command.Work, now);
        if (ended.Refusal is { } refusal)
        {
            return refusal;
        }

        var view = WorkerRunView.Of(run, await db.PlanOfAsync(run, cancellationToken));
        return new CompletedRun(view, journal.Prove(run, view, before), ActorView.Of(call.Caller));
    }
}

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
