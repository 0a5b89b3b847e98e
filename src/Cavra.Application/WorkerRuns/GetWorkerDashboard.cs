using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.WorkerRuns;
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
/// <param name="AlertLevel">Critical when the newest ended run failed or found something to retry or given up; warning when
/// it found something that waits.</param>
/// <param name="RunCount">Runs that have ended, whatever became of them.</param>
/// <param name="DryRunCount">Those that were dry.</param>
/// <param name="ExecutedCount">Those that were live.</param>
/// <param name="RetryableCount">What the newest ended run found retryable.</param>
/// <param name="SelectedRetryCount">What it selected.</param>
/// <param name="Latest">The newest runs, at most 10.</param>
public sealed record WorkerDashboardView(
    string SchemaVersion, string Product, DateTimeOffset GeneratedAt, AlertLevel AlertLevel, long RunCount, long DryRunCount,
    long ExecutedCount, int RetryableCount, int SelectedRetryCount, IReadOnlyList<WorkerRunItem> Latest);

internal sealed class GetWorkerDashboardHandler(ICavraDbContext db, IEvidenceCounts tallies, TimeProvider clock)
    : IRequestHandler<GetWorkerDashboard, Result<WorkerDashboardView>>
{
    private const int Shown = 10;

    public async Task<Result<WorkerDashboardView>> Handle(GetWorkerDashboard query, CancellationToken cancellationToken)
    {
        var latest = await db.WorkerRuns.AsNoTracking().OrderByDescending(run => run.Id).Take(Shown).ToListAsync(cancellationToken);
        var newest = await db.WorkerRuns.AsNoTracking()
            .Where(run => run.State != RunState.Running && run.State != RunState.SkippedDisabled)
            .OrderByDescending(run => run.Id).FirstOrDefaultAsync(cancellationToken);
        var counted = await tallies.ReadAsync(cancellationToken);
        var (dry, live) = (counted.EndedRuns(dryRun: true), counted.EndedRuns(dryRun: false));
        return new WorkerDashboardView(
            WireNames.WorkerDashboardSchema, WireNames.Product, clock.GetUtcNow(), LevelOf(newest), dry + live, dry, live,
            newest?.Summary.RetryableCount ?? 0, newest?.Summary.SelectedRetryCount ?? 0, [.. latest.Select(WorkerRunItem.Of)]);
    }

    private static AlertLevel LevelOf(WorkerRun? run) => run switch
    {
        null => AlertLevel.Healthy,
        { State: RunState.Failed or RunState.TimedOut } => AlertLevel.Critical,
        { Summary: { RetryableCount: > 0 } or { SuppressedRetryCount: > 0 } } => AlertLevel.Critical,
        { Summary.WaitingRetryCount: > 0 } => AlertLevel.Warning,
        _ => AlertLevel.Healthy,
    };
}
