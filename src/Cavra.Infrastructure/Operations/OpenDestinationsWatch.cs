using Cavra.Application.Operations;
using Cavra.Application.Workers;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cavra.Infrastructure.Operations;

/// <summary>
/// Counts open destinations every few seconds for the metrics, and finds the oldest entry that awaits the evidence log. What it costs depends
/// on what is open, not on history.
/// </summary>
internal sealed partial class OpenDestinationsWatch(
    IDbContextFactory<CavraDbContext> contexts, CavraMetrics metrics, LoopStatuses statuses, TimeProvider clock, ILogger<OpenDestinationsWatch> logger)
    : BackgroundService
{
    private const string Loop = "open_destinations_watch";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        statuses.Started(Loop, Bound, clock.GetUtcNow());
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
                statuses.Turned(Loop, clock.GetUtcNow());
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // The statuses tells who watches; the next turn may do better.
                TurnFailed(logger, failure.GetType().Name);
            }

            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Across workspaces, for it is the instance that is measured.
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        metrics.Report(await CountAsync(db, cancellationToken));
        metrics.Report(new EvidenceQueue(await OldestAwaitingAsync(db, cancellationToken)));
    }

    // Ids are in the order of time. What is in the log is no longer in this table.
    private static Task<DateTimeOffset?> OldestAwaitingAsync(CavraDbContext db, CancellationToken cancellationToken) => db.AwaitingEntries
        .IgnoreQueryFilters()
        .OrderBy(awaiting => awaiting.EntryId)
        .Take(1)
        .Join(
            db.Evidence, awaiting => new { awaiting.WorkspaceId, Id = awaiting.EntryId }, entry => new { entry.WorkspaceId, entry.Id },
            (_, entry) => (DateTimeOffset?)entry.CreatedAt)
        .FirstOrDefaultAsync(cancellationToken);

    // The partial index of open destinations answers it.
    private static async Task<IReadOnlyList<OpenDestinations>> CountAsync(CavraDbContext db, CancellationToken cancellationToken)
    {
        var open = await db.Destinations.IgnoreQueryFilters()
            .Where(destination => destination.State == DestinationState.Failed || destination.State == DestinationState.Held)
            .GroupBy(destination => destination.State)
            .Select(group => new { State = group.Key, Count = group.LongCount(), Oldest = group.Min(destination => destination.OpenSince) })
            .ToListAsync(cancellationToken);
        DestinationState[] states = [DestinationState.Failed, DestinationState.Held];
        return
        [
            .. states.Select(state => (state, found: open.Find(row => row.State == state)))
                .Select(row => new OpenDestinations(WireName.Of(row.state), row.found?.Count ?? 0, row.found?.Oldest)),
        ];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Open destinations could not be counted: {Failure}")]
    private static partial void TurnFailed(ILogger logger, string failure);
}
