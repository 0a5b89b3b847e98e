using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.WorkerHealth;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.WorkerHealth;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.WorkerRuns;

/// <summary>Sums up how the retry worker has been running.</summary>
public sealed record GetWorkerDashboard : IQuery<WorkerDashboardView>
{
    public static Permission Permission => Permissions.RecordsRead;
}

/// <summary>How the retry worker has been running.</summary>
/// <param name="SchemaVersion">Which document this is.</param>
/// <param name="Product">Whose it is.</param>
/// <param name="GeneratedAt">When it was put together.</param>
/// <param name="AlertLevel">The level of worker health at this moment.</param>
/// <param name="RunCount">Runs that have ended, whatever became of them.</param>
/// <param name="DryRunCount">Those that were dry.</param>
/// <param name="ExecutedCount">Those that were live.</param>
/// <param name="RetryableCount">Failed audit destinations whose action is to retry, at this moment.</param>
/// <param name="SelectedRetryCount">What the newest ended run selected.</param>
/// <param name="Latest">The newest runs, at most 10.</param>
public sealed record WorkerDashboardView(
    string SchemaVersion, string Product, DateTimeOffset GeneratedAt, AlertLevel AlertLevel, long RunCount, long DryRunCount,
    long ExecutedCount, long RetryableCount, long SelectedRetryCount, IReadOnlyList<WorkerRunItem> Latest);

internal sealed class GetWorkerDashboardHandler(ICavraDbContext db, IEvidenceCounts tallies, WorkerHealthReader workerHealth, TimeProvider clock)
    : IRequestHandler<GetWorkerDashboard, Result<WorkerDashboardView>>
{
    private const int Shown = 10;

    public async Task<Result<WorkerDashboardView>> Handle(GetWorkerDashboard query, CancellationToken cancellationToken)
    {
        var latest = await db.WorkerRuns.AsNoTracking().OrderByDescending(run => run.Id).Take(Shown).ToListAsync(cancellationToken);
        var health = await workerHealth.ReadAsync(HealthTerms.Stored, cancellationToken);
        var counted = await tallies.ReadAsync(cancellationToken);
        var (dry, live) = (counted.EndedRuns(dryRun: true), counted.EndedRuns(dryRun: false));
        return new WorkerDashboardView(
            WireNames.WorkerDashboardSchema, WireNames.Product, clock.GetUtcNow(), health.AlertLevel, dry + live, dry, live,
            health.RetryableCount, health.SelectedRetryCount, [.. latest.Select(WorkerRunItem.Of)]);
    }
}
