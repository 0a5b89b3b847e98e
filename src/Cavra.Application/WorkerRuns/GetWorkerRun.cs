using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.RetryPlans;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.WorkerRuns;

/// <summary>Tells what a worker run did, and by which plan.</summary>
public sealed record GetWorkerRun(WorkerRunId RunId) : IQuery<WorkerRunView>
{
    public static Permission Permission => Permissions.RecordsRead;
}

internal sealed class GetWorkerRunHandler(ICavraDbContext db) : IRequestHandler<GetWorkerRun, Result<WorkerRunView>>
{
    public async Task<Result<WorkerRunView>> Handle(GetWorkerRun query, CancellationToken cancellationToken)
    {
        var run = await db.WorkerRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Id == query.RunId, cancellationToken);
        if (run is null)
        {
            return WorkerRunRefusals.NotFound;
        }

        var plan = await db.PlanOfAsync(run, cancellationToken);
        var retries = run.DryRun ? [] : await db.RunRetries.AsNoTracking().Where(retry => retry.RunId == run.Id)
            .OrderBy(retry => retry.Id).ToListAsync(cancellationToken);
        return WorkerRunView.Of(run, plan is null ? null : RetryPlanView.Of(plan), [.. retries.Select(LiveResult.Stored)]);
    }
}

/// <summary>Reads worker runs.</summary>
internal static class WorkerRunReading
{
    /// <summary>The plan a run went by, with its decisions; null when it made none.</summary>
    public static async Task<RetryPlan?> PlanOfAsync(this ICavraDbContext db, WorkerRun run, CancellationToken cancellationToken) =>
        run.RetryPlanId is { } id
            ? await db.RetryPlans.AsNoTracking().Include(plan => plan.Decisions)
                .SingleOrDefaultAsync(plan => plan.Id == id, cancellationToken)
            : null;

    /// <summary>
    /// An instant in the newest window that was run in a mode, by hand or by the schedule; null when none was. A run by hand
    /// counts for the window it was started in, whatever interval it was asked for with.
    /// </summary>
    public static async Task<DateTimeOffset?> LastRunAsync(
        this IQueryable<WorkerRun> runs, RunMode mode, CancellationToken cancellationToken)
    {
        var last = await runs.Where(run => run.Mode == mode && run.State != RunState.SkippedDisabled)
            .OrderByDescending(run => run.StartedAt)
            .Select(run => new { run.Trigger, run.WindowStart, run.StartedAt })
            .FirstOrDefaultAsync(cancellationToken);
        return last is null ? null
            : last.Trigger is RunTrigger.Schedule ? last.WindowStart
            : last.StartedAt;
    }
}
