using System.Runtime.Versioning;
using Cavra.Domain.Abstractions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cavra.Infrastructure.EmbeddedPostgres;

/// <summary>Cavra's own PostgreSQL inside its data directory: there while this object is, and reached over a Unix socket only.</summary>
public sealed class EmbeddedServer : IAsyncDisposable
{
    private const string Database = "cavra";

    // ENOSPC, the same number on every Unix.
    private const int NoSpaceLeft = 28;

    // EEXIST, ENOTDIR and EROFS: a file in the way, or a disk that is read only.
    private static readonly int[] CannotBeWrittenTo = [17, 20, 30];

    private readonly ClusterLock _lock;
    private readonly ServerProcess _process;
    private readonly ServerWatch _watch;

    private EmbeddedServer(ClusterLock clusterLock, ServerProcess process, string connectionString, ILogger logger)
    {
        (_lock, _process, ConnectionString) = (clusterLock, process, connectionString);
        _watch = ServerWatch.Begin(process, connectionString, logger);
    }

    /// <summary>How to reach the database <c>cavra</c>, as the role that owns it. Holds no secret.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// Starts the server of <paramref name="dataDirectory"/>, which is made on first use, and returns when it answers.
    /// A server that crashed, or whose Cavra was killed, is taken over and recovers first.
    /// </summary>
    public static async Task<Result<EmbeddedServer>> StartAsync(
        string dataDirectory, EmbeddedPostgresOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            return EmbeddedPostgresRefusals.NotSupported;
        }

        try
        {
            if (await ServerUser.FindAsync(ClusterHome.Of(dataDirectory).Cluster, cancellationToken) is not { } user)
            {
                return EmbeddedPostgresRefusals.NoServerUser;
            }

            var installed = await PostgresBinaries.FindAsync(options.InstallPlaces, user, cancellationToken);
            if (installed.Count == 0)
            {
                return EmbeddedPostgresRefusals.NoBinaries;
            }

            var home = await ClusterHome.PrepareAsync(dataDirectory, options.ReachablePlace, user, cancellationToken);
            return home.Refusal is { } refusal
                ? refusal
                : await StartAsync(home.Value, installed, user, options, logger, cancellationToken);
        }
        catch (IOException e) when (e.HResult == NoSpaceLeft)
        {
            return EmbeddedPostgresRefusals.NoSpace;
        }
        catch (Exception e) when (e is UnauthorizedAccessException || (e is IOException && CannotBeWrittenTo.Contains(e.HResult)))
        {
            return EmbeddedPostgresRefusals.NotPermitted;
        }
    }

    /// <summary>
    /// How to reach the server of <paramref name="dataDirectory"/> that another process runs; null when none does. Only the user that
    /// runs it, and root, may connect.
    /// </summary>
    public static string? FindRunning(string dataDirectory) =>
        Postmaster.Recorded(ClusterHome.Of(dataDirectory).Cluster)?.SocketDirectory is { Length: > 0 } directory
            ? ConnectionTo(Database, directory)
            : null;

    /// <summary>Stops the server: transactions still open are rolled back, and everything committed is on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        await _process.DisposeAsync();
        _lock.Dispose();
    }

    [UnsupportedOSPlatform("windows")]
    private static async Task<Result<EmbeddedServer>> StartAsync(
        ClusterHome home,
        IReadOnlyList<PostgresBinaries> installed,
        ServerUser user,
        EmbeddedPostgresOptions options,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        if (ClusterLock.TryTake(home.LockFile) is not { } clusterLock)
        {
            return EmbeddedPostgresRefusals.InUse;
        }

        Result<ServerProcess>? started = null;
        try
        {
            started = await StartLockedAsync(home, installed, user, options, cancellationToken);
        }
        finally
        {
            if (started is not { Refusal: null })
            {
                clusterLock.Dispose();
            }
        }

        return started.Refusal is { } refusal
            ? refusal
            : new EmbeddedServer(clusterLock, started.Value, ConnectionTo(Database, started.Value.SocketDirectory), logger);
    }

    [UnsupportedOSPlatform("windows")]
    private static async Task<Result<ServerProcess>> StartLockedAsync(
        ClusterHome home,
        IReadOnlyList<PostgresBinaries> installed,
        ServerUser user,
        EmbeddedPostgresOptions options,
        CancellationToken cancellationToken)
    {
        var files = new ClusterFiles(home, user, options);
        var binaries = await files.EnsureAsync(installed, cancellationToken);
        if (binaries.Refusal is { } unusable)
        {
            return unusable;
        }

        var allowed = await files.AllowSelfAsync(cancellationToken);
        if (allowed.Refusal is { } notAllowed)
        {
            return notAllowed;
        }

        var process = await ServerProcess.StartAsync(binaries.Value, user, home, options, cancellationToken);
        if (process.Refusal is null)
        {
            await EnsureDatabaseAsync(process.Value, cancellationToken);
        }

        return process;
    }

    private static async Task EnsureDatabaseAsync(ServerProcess process, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionTo("postgres", process.SocketDirectory) + ";Pooling=false");
            await connection.OpenAsync(cancellationToken);
            await using var exists = new NpgsqlCommand($"SELECT FROM pg_database WHERE datname = '{Database}'", connection);
            await using (var found = await exists.ExecuteReaderAsync(cancellationToken))
            {
                if (found.HasRows)
                {
                    return;
                }
            }

            await using var create = new NpgsqlCommand($"CREATE DATABASE {Database}", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    private static string ConnectionTo(string database, string socketDirectory) => new NpgsqlConnectionStringBuilder
    {
        Host = socketDirectory,
        Port = 5432,
        Username = ClusterFiles.Role,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;
}
