using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
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
        return run is null
            ? WorkerRunRefusals.NotFound
            : WorkerRunView.Of(run, await db.PlanOfAsync(run, cancellationToken));
    }
}
