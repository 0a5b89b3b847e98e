using Cavra.Application.Operations;
using Cavra.Application.Workers;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cavra.Infrastructure.Operations;

/// <summary>Counts open destinations every few seconds for the metrics. What it costs depends on what is open, not on history.</summary>
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
                metrics.Report(await CountAsync(stoppingToken));
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

    // Across workspaces, for it is the instance that is measured; the partial index of open destinations answers it.
    private async Task<IReadOnlyList<OpenDestinations>> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
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
