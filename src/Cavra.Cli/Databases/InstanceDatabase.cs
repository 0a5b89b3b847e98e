using Cavra.Cli.Terminals;
using Cavra.Infrastructure.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cavra.Cli.Databases;

/// <summary>
/// The database of this instance while a command works on it: the one <c>CAVRA_DATABASE</c> names, else the embedded one of the
/// data directory.
/// </summary>
internal sealed class InstanceDatabase : IAsyncDisposable
{
    public const string Variable = "CAVRA_DATABASE";

    private readonly EmbeddedServer? _server;

    private InstanceDatabase(string connectionString, EmbeddedServer? server) => (ConnectionString, _server) = (connectionString, server);

    public string ConnectionString { get; }

    public bool IsEmbedded => _server is not null;

    /// <summary>Finds or starts it; null, with the reason printed, when it can't be had.</summary>
    public static async Task<InstanceDatabase?> OpenAsync(
        string dataDirectory, Terminal terminal, CancellationToken cancellationToken)
    {
        if (terminal.Variable(Variable) is { } given)
        {
            return IsConnectionString(given) ? new InstanceDatabase(given, server: null) : Fail(terminal, $"{Variable} is not a PostgreSQL connection string.");
        }

        var server = await terminal.WaitAsync("Starting the embedded PostgreSQL…", () => EmbeddedServer.StartAsync(
            dataDirectory, new EmbeddedPostgresOptions(), NullLogger.Instance, cancellationToken));
        return server.Refusal is { } refusal
            ? Fail(terminal, $"{refusal.Message} ({refusal.Code}; data directory {Path.GetFullPath(dataDirectory)})")
            : new InstanceDatabase(server.Value.ConnectionString, server.Value);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private static InstanceDatabase? Fail(Terminal terminal, string why)
    {
        terminal.Fail(why);
        return null;
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
