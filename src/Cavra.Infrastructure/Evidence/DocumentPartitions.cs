using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cavra.Infrastructure.Evidence;

/// <summary>
/// Makes the partitions that the bytes of entries go to, a month each, before the month begins. Without them they go to the partition for
/// the rest, where nothing is lost. Those of months that are over go once nothing in them is kept.
/// </summary>
internal sealed partial class DocumentPartitions(
    IDbContextFactory<CavraDbContext> contexts, TimeProvider clock, ILogger<DocumentPartitions> logger) : BackgroundService
{
    private const int DaysAhead = 60;

    // Entries that were begun in a month are written a little later.
    private const int DaysKeptEmpty = 2;

    /// <summary>Between two looks for months without a partition.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromHours(12);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await MakeAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Nothing depends on it: what has no partition goes to the one for the rest.
                TurnFailed(logger, failure.GetType().Name);
            }

            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"SELECT cavra_make_document_partitions({now}, {now.AddDays(DaysAhead)})", cancellationToken);
        while ((await db.Database.SqlQuery<int>(
            $"SELECT cavra_drop_document_partitions({now.AddDays(-DaysKeptEmpty)}) AS \"Value\"").ToListAsync(cancellationToken)) is [> 0])
        {
            // There may be another month.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The partitions of evidence could not be made: {Failure}")]
    private static partial void TurnFailed(ILogger logger, string failure);
}
