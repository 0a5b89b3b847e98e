using Cavra.Application.Workers;
using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Configuration;
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

/// <summary>How this process is doing, for whoever restarts it or sends it requests.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="Status">live or ready; with not_ before it where a check fails.</param>
/// <param name="Version">Version of the program.</param>
/// <param name="Checks">What was looked at, one by one.</param>
internal sealed record HealthDocument(string SchemaVersion, string Product, string Status, string Version, IReadOnlyList<HealthCheck> Checks)
{
    private const string Schema = "cavra.operations.health.v1";

    /// <summary>The process runs; whether it can work is not asked, for a restart would not help.</summary>
    public static HealthDocument Live { get; } = Of("live", []);

    /// <param name="status">What it is when nothing fails.</param>
    /// <param name="checks">What was looked at.</param>
    public static HealthDocument Of(string status, IReadOnlyList<HealthCheck> checks) => new(
        Schema, WireNames.Product, checks.All(check => check.Passed) ? status : $"not_{status}", ProductVersion.Text, checks);
}

/// <summary>One thing that was looked at. Its message is a fixed sentence: anybody may read it.</summary>
/// <param name="Id">Stable name of what was looked at.</param>
/// <param name="Status">pass or fail.</param>
/// <param name="Message">One fixed sentence; anybody may read it.</param>
internal sealed record HealthCheck(string Id, string Status, string Message)
{
    private const string Passing = "pass";

    public static HealthCheck Pass(string id, string message) => new(id, Passing, message);

    public static HealthCheck Fail(string id, string message) => new(id, "fail", message);

    [System.Text.Json.Serialization.JsonIgnore]
    public bool Passed => Status is Passing;
}
