using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cavra.Infrastructure.EmbeddedPostgres;

/// <summary>
/// Starts the server again when it has died. It keeps one connection open and listens: the connection falls when the server
/// does, so nothing has to be asked over and over.
/// </summary>
internal sealed class ServerWatch : IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;

    private ServerWatch(ServerProcess process, string connectionString, ILogger logger) =>
        _watching = WatchAsync(process, connectionString, logger, _stopping.Token);

    public static ServerWatch Begin(ServerProcess process, string connectionString, ILogger logger) =>
        new(process, connectionString + ";Pooling=false;Keepalive=0;Application Name=cavra watch", logger);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private static async Task WatchAsync(
        ServerProcess process, string connectionString, ILogger logger, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(cancellationToken);
                while (true)
                {
                    await connection.WaitAsync(cancellationToken);
                }
            }
            catch (Exception e) when (e is NpgsqlException or IOException)
            {
                await ReviveAsync(process, logger, cancellationToken);
            }
        }
    }

    private static async Task ReviveAsync(ServerProcess process, ILogger logger, CancellationToken cancellationToken)
    {
        if (await process.RunsAsync(cancellationToken))
        {
            // Only the connection ended, or the server is recovering by itself.
            await Task.Delay(PauseAfterFailure, cancellationToken);
            return;
        }

        logger.LogWarning("The embedded PostgreSQL has ended; starting it again");
        var started = await process.StartAsync(cancellationToken);
        if (started.Refusal is { } refusal)
        {
            logger.LogError("The embedded PostgreSQL could not be started again: {Code}", refusal.Code);
            await Task.Delay(PauseAfterFailure, cancellationToken);
        }
    }
}
