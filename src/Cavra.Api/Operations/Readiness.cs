using Cavra.Application.Workers;
using Cavra.Infrastructure.Persistence;
using Npgsql;

namespace Cavra.Api.Operations;

/// <summary>Tells whether this process can do its work: the database answers at this version, and every loop turns.</summary>
internal sealed class Readiness(Migrator migrator, LoopStatuses statuses, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan DatabaseAnswersWithin = TimeSpan.FromSeconds(3);

    public async Task<HealthDocument> CheckAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return HealthDocument.Of("ready",
        [
            lifetime.ApplicationStopping.IsCancellationRequested
                ? HealthCheck.Fail("process", "The process is stopping.")
                : HealthCheck.Pass("process", "The process takes requests."),
            await CheckDatabaseAsync(cancellationToken),
            .. statuses.Read().Select(loop => loop.IsLate(now)
                ? HealthCheck.Fail(loop.Name, "The loop's last successful turn is longer ago than it may be.")
                : HealthCheck.Pass(loop.Name, "The loop turns.")),
        ]);
    }

    private async Task<HealthCheck> CheckDatabaseAsync(CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(DatabaseAnswersWithin, clock);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            var pending = await migrator.PendingAsync(bounded.Token);
            return pending.Count == 0
                ? HealthCheck.Pass("database", "The database answers and has this version's tables.")
                : HealthCheck.Fail("database", "Migrations are missing; run cavra db migrate.");
        }
        catch (Exception failure) when (DatabaseAway.Is(failure) || failure is NpgsqlException or OperationCanceledException)
        {
            return HealthCheck.Fail("database", "The database does not answer.");
        }
    }
}
