using System.Diagnostics;
using Cavra.Infrastructure.EmbeddedPostgres;
using Cavra.Infrastructure.Persistence;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cavra.Testing;

/// <summary>
/// A data directory with a cluster and Cavra's tables in it, made once for the run and copied for every test that needs one
/// and is not about making it.
/// </summary>
internal static class InitialisedCluster
{
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    /// <summary>Makes a data directory by copying.</summary>
    public static async Task CopyToAsync(string dataDirectory)
    {
        Directory.CreateDirectory(dataDirectory);
        using var copying = Process.Start("cp", ["-a", Path.Combine(await Made.Value, "postgres"), dataDirectory]);
        await copying.WaitForExitAsync();
        Assert.That(copying.ExitCode, Is.Zero);
    }

    /// <summary>Removes the one that copies were made of.</summary>
    public static async Task RemoveAsync()
    {
        if (Made.IsValueCreated)
        {
            Directory.Delete(await Made.Value, recursive: true);
        }
    }

    private static async Task<string> MakeAsync()
    {
        var directory = Path.Combine(Path.GetTempPath(), "cavra-cluster-" + Path.GetRandomFileName());
        var options = new EmbeddedPostgresOptions { Durable = false };
        var server = await EmbeddedServer.StartAsync(directory, options, NullLogger.Instance, CancellationToken.None);
        Assert.That(server.Refusal, Is.Null);
        await using (var source = NpgsqlDataSource.Create(server.Value.ConnectionString + ";Pooling=false"))
        {
            await new Migrator(source).MigrateAsync(CancellationToken.None);
        }

        await server.Value.DisposeAsync();
        return directory;
    }
}
