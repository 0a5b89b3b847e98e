using System.Text.Json;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.WorkerHealth;
using Cavra.Domain.WorkerRuns;
using Cavra.Infrastructure.Persistence;
using Npgsql;

namespace Cavra.Infrastructure.WorkerHealth;

/// <summary>Reads <c>HealthFacts.sql</c> for the caller's workspace.</summary>
internal sealed class HealthReader(NpgsqlDataSource source, Call call) : IHealthReader
{
    private static readonly string Statement = EmbeddedSql.Read("HealthFacts.sql");

    // The names that ended runs are counted under: see EvidenceCounts.
    private static readonly string[] EndedRuns =
    [
        .. Enum.GetValues<RunState>().Where(state => state is not RunState.Running)
            .SelectMany(state => new[] { $"runs:{WireName.Of(state)}:dry", $"runs:{WireName.Of(state)}:live" }),
    ];

    public async Task<HealthFacts> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Statement);
        command.Parameters.AddWithValue("workspace", call.Workspace.Value);
        command.Parameters.AddWithValue("now", now);
        command.Parameters.AddWithValue("shown", WorkerHealthReport.Shown);
        command.Parameters.AddWithValue("run_metrics", EndedRuns);
        command.Parameters.AddWithValue("retry_plan_metric", $"entries:{WireNames.RetryPlanKind}");
        var document = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        return JsonSerializer.Deserialize<HealthRows>(document, WireJson.Options)!.Facts;
    }
}
