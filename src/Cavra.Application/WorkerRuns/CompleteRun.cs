using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.RetryPlans;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.WorkerRuns;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.WorkerRuns;

/// <summary>Records what a run has done: the last of its three steps.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Work">What it has done.</param>
/// <param name="Ending">How it came to its end.</param>
/// <param name="Plan">The plan it went by, as it was shown; null when it made none.</param>
/// <param name="Results">Of a live run, what came of its retries.</param>
public sealed record CompleteRun(
    WorkerRunId RunId, RunWork Work, RunEnding Ending, RetryPlanView? Plan, IReadOnlyList<LiveResult> Results) : ICommand<CompletedRun>
{
    public static Permission Permission => Permissions.DeliveryAttempt;
}

/// <summary>How a run that its worker ends itself came to its end.</summary>
public enum RunEnding
{
    /// <summary>All that it took up is done.</summary>
    Done,

    /// <summary>The process was told to stop; the rest is untouched.</summary>
    Cancelled,

    /// <summary>Its worker met an error of its own and gives up.</summary>
    Faulted,
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

        var before = WorkerRunView.Of(run, plan: null, []);
        var ended = command.Ending switch
        {
            RunEnding.Faulted => run.Fail(command.Work, now),
            RunEnding.Cancelled => run.Cancel(command.Work, now),
            _ => run.Complete(command.Work, now),
        };
        if (ended.Refusal is { } refusal)
        {
            return refusal;
        }

        var view = WorkerRunView.Of(run, command.Plan, command.Results);
        var ending = new RunEnded(run, command.Plan?.RetryDecisions.Select(decision => decision.AuditId) ?? []);
        var earlier = await journal.EarlierAsync(cancellationToken, run.Id, run.RetryPlanId);
        return new CompletedRun(view, journal.Prove(ending, view, before, earlier), ActorView.Of(call.Caller));
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

        var before = WorkerRunView.Of(run, plan: null, []);
        var retries = await db.RunRetries.AsNoTracking().Where(retry => retry.RunId == run.Id).ToListAsync(cancellationToken);
        var work = RunWork.OfInterrupted(retries);
        var ended = run.LeaseUntil <= now ? run.LeaseLost(work, now) : run.TimeOut(work, now);
        if (ended.Refusal is { } refusal)
        {
            return refusal;
        }

        var view = WorkerRunView.Of(run, plan: null, []);
        var ending = new RunEnded(run, retries.Select(retry => retry.AuditId));
        var earlier = await journal.EarlierAsync(cancellationToken, run.Id, run.RetryPlanId);
        return new CompletedRun(view, journal.Prove(ending, view, before, earlier), ActorView.Of(call.Caller));
    }
}
