using Cavra.Cli.Hosting;
using Cavra.Cli.Terminals;
using Cavra.Domain.Abstractions;
using Cavra.Infrastructure.Configuration;
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

    /// <summary>Whether there is one to be found: one elsewhere counts, for only asking tells.</summary>
    public static bool Exists(string dataDirectory, Terminal terminal) =>
        terminal.Variable(Variable) is not null || Directory.Exists(Path.Combine(dataDirectory, "postgres"));

    /// <summary>Finds or starts it.</summary>
    /// <exception cref="InvalidSettingsException">What the setting holds is no connection string.</exception>
    public static async Task<Result<InstanceDatabase>> OpenAsync(
        string dataDirectory, Terminal terminal, CancellationToken cancellationToken)
    {
        if (terminal.Variable(Variable) is { } given)
        {
            return IsConnectionString(given)
                ? new InstanceDatabase(given, server: null)
                : throw new InvalidSettingsException([$"{Variable} is not a PostgreSQL connection string."]);
        }

        if (WritableDirectory.Failure(dataDirectory) is { } unusable)
        {
            return new Refusal(RefusalKind.Impossible, "data_directory.unusable", unusable.Why);
        }

        var what = Exists(dataDirectory, terminal)
            ? "Looking for the embedded PostgreSQL, and starting it unless it runs…"
            : "Making the embedded PostgreSQL, which takes up to a minute…";
        terminal.Progress(what);
        var server = await terminal.WaitAsync(what, () => EmbeddedServer.StartAsync(
            dataDirectory, new EmbeddedPostgresOptions(), NullLogger.Instance, cancellationToken));
        return server.Refusal is { } refusal
            ? refusal with { Message = $"{refusal.Message} Data directory: {Path.GetFullPath(dataDirectory)}" }
            : new InstanceDatabase(server.Value.ConnectionString, server.Value);
    }

    /// <summary>The same, where a server that another Cavra runs will do: it is used beside that Cavra, and left running.</summary>
    public static async Task<Result<InstanceDatabase>> OpenOrJoinAsync(
        string dataDirectory, Terminal terminal, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(dataDirectory, terminal, cancellationToken);
        return opened.Refusal?.Code == EmbeddedPostgresRefusals.InUse.Code && EmbeddedServer.FindRunning(dataDirectory) is { } running
            ? new InstanceDatabase(running, server: null)
            : opened;
    }

    /// <summary>Finds or starts it; null, with the reason printed, when it can't be had.</summary>
    public static async Task<InstanceDatabase?> OpenOrSayAsync(
        string dataDirectory, Terminal terminal, CancellationToken cancellationToken) =>
        OrSay(await OpenAsync(dataDirectory, terminal, cancellationToken), terminal);

    /// <summary>The database; null, with the reason printed, when it can't be had.</summary>
    public static InstanceDatabase? OrSay(Result<InstanceDatabase> opened, Terminal terminal)
    {
        if (opened.Refusal is not { } refusal)
        {
            return opened.Value;
        }

        RefusalText.Print(terminal, refusal);
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
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
