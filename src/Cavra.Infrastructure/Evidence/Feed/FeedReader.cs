using Cavra.Application.Workers;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Feed;
using Cavra.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cavra.Infrastructure.Evidence.Feed;

/// <summary>Reads for all listeners in one statement, whatever their number.</summary>
internal sealed class FeedReader(NpgsqlDataSource source)
{
    private const int MostLogged = 100;

    private static readonly string Statement = EmbeddedSql.Read("FeedEntries.sql");

    /// <param name="workspaces">Whose entries are listened for.</param>
    /// <param name="places">From which sizes on the log of which workspace is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<FeedReadings> ReadAsync(
        IReadOnlyCollection<WorkspaceId> workspaces, IReadOnlyCollection<(WorkspaceId Workspace, long Size)> places,
        CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Statement);
        command.Parameters.AddWithValue("workspaces", workspaces.Select(workspace => workspace.Value).ToArray());
        command.Parameters.AddWithValue("place_workspaces", places.Select(place => place.Workspace.Value).ToArray());
        command.Parameters.AddWithValue("place_sizes", places.Select(place => place.Size).ToArray());
        command.Parameters.AddWithValue("most_logged", MostLogged);
        command.Parameters.AddWithValue("most_awaiting", FeedPosition.MostAwaiting + 1);
        var readings = new FeedReadings();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            Add(readings, row);
        }

        return readings;
    }

    private static void Add(FeedReadings readings, NpgsqlDataReader row)
    {
        var workspace = WorkspaceId.From(row.GetGuid(0));
        readings.Add(workspace, row.GetInt64(1));
        if (row.IsDBNull(4))
        {
            return;
        }

        // An entry that retention took away has its place in the log all the same.
        var index = row.IsDBNull(3) ? (long?)null : row.GetInt64(3);
        var entry = row.IsDBNull(6) ? null : new FeedEntry(
            EvidenceId.From(row.GetGuid(4)), index, Text(row, 5), row.GetString(6), row.GetString(7), Text(row, 8), Text(row, 9),
            row.GetString(10), row.GetFieldValue<DateTimeOffset>(11));
        readings.Add(workspace, row.IsDBNull(2) ? null : row.GetInt64(2), index, entry);
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

/// <summary>Registers what tells of committed entries, in processes that serve the API.</summary>
public static class EvidenceFeedServices
{
    public static IServiceCollection AddEvidenceFeed(this IServiceCollection services) => services
        .AddSingleton<FeedReader>()
        .AddSingleton(provider => new EvidenceFeed(
            provider.GetRequiredService<FeedReader>(), provider.GetRequiredService<LoopSignals>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EvidenceFeed>>()))
        .AddSingleton<IHostedService>(provider => provider.GetRequiredService<EvidenceFeed>());
}
