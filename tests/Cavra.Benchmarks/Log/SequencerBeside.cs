using Cavra.Application.Access;
using Cavra.Application.Evidence.Log;
using Cavra.Benchmarks.Serving;
using Cavra.Domain.Access;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cavra.Benchmarks.Log;

/// <summary>The sequencer as its loop runs it, beside the load, and how far the log falls behind meanwhile.</summary>
internal sealed class SequencerBeside
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly CavraServer _server;
    private readonly Guid _workspace;

    private SequencerBeside(CavraServer server, Guid workspace) => (_server, _workspace) = (server, workspace);

    /// <summary>The greatest age of an entry that awaited the log, of all looks.</summary>
    public TimeSpan Behind { get; private set; }

    public static async Task<SequencerBeside> OfAsync(CavraServer server)
    {
        await using var command = server.Database.CreateCommand("SELECT id FROM workspaces WHERE name = 'default'");
        return new SequencerBeside(server, (Guid)(await command.ExecuteScalarAsync())!);
    }

    /// <summary>Does nothing until the round is over, then takes in whatever awaits the log.</summary>
    public async Task CatchUpAfterAsync(CancellationToken over)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (await TakeTurnAsync() is null)
        {
        }
    }

    /// <summary>Takes in what is written, and watches, until the round is over.</summary>
    public Task RunAsync(CancellationToken over) => Task.WhenAll(SequenceAsync(over), WatchAsync(over));

    private async Task SequenceAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            if (await TakeTurnAsync() is { } rest)
            {
                await Task.Delay(rest, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WatchAsync(CancellationToken over)
    {
        await using var connection = await _server.Database.OpenConnectionAsync(CancellationToken.None);
        await using var oldest = new NpgsqlCommand(
            """
            SELECT clock_timestamp() - entry.created_at
            FROM log_awaiting AS awaiting
            JOIN evidence_entries AS entry ON entry.workspace_id = awaiting.workspace_id AND entry.id = awaiting.entry_id
            WHERE awaiting.workspace_id = $1
            ORDER BY awaiting.entry_id
            LIMIT 1
            """, connection);
        oldest.Parameters.AddWithValue(_workspace);
        while (!over.IsCancellationRequested)
        {
            if (await oldest.ExecuteScalarAsync(CancellationToken.None) is TimeSpan behind && behind > Behind)
            {
                Behind = behind;
            }

            await Task.Delay(BetweenLooks, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Null when there is more to do at once, else how long the loop rests.</summary>
    private async Task<TimeSpan?> TakeTurnAsync()
    {
        await using var scope = _server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Call>().Caller = Caller.ForWorker(
            WorkspaceId.From(_workspace), Workspace.DefaultName, "benchmark", new PolicyReference(1, "sha256:0"));
        var turn = scope.ServiceProvider.GetRequiredService<SequencerTurn>();
        return await turn.TakeAsync(CancellationToken.None) is null ? turn.Every : null;
    }
}
