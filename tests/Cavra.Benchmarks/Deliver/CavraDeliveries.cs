using System.Diagnostics;
using Cavra.Benchmarks.Running;
using Cavra.Benchmarks.Serving;
using Npgsql;

namespace Cavra.Benchmarks.Deliver;

/// <summary>Due destinations in a database, and a worker that sends and records them.</summary>
internal static class CavraDeliveries
{
    /// <summary>Seeds, starts a worker and waits until the last of those that are counted is recorded as delivered.</summary>
    /// <param name="stage">Where.</param>
    /// <param name="database">Name of the database to make.</param>
    /// <param name="receiver">Where they go.</param>
    /// <param name="count">How many.</param>
    /// <param name="connectors">Over how many connectors they are spread, evenly.</param>
    /// <param name="slow">How many of the connectors go to the slow path; what goes there is not counted.</param>
    public static async Task<Round> RunAsync(Stage stage, string database, Receiver receiver, int count, int connectors = 1, int slow = 0)
    {
        var file = await WriteAsync(connectors, number => $"{receiver.Address}/{(number < slow ? "slow" : "fast")}");
        await using (var seeding = await stage.OpenAsync(database))
        {
            await seeding.Database.PrepareAsync();
            await seeding.Database.RunAsync("DueDestinations.sql", ("count", count), ("connectors", connectors));
            await seeding.Database.SettleAsync();
        }

        receiver.Reset();
        await using var worker = await stage.ReopenAsync(
            database, ("CAVRA_ROLES", "worker"), ("CAVRA_CONNECTOR_CONFIG", file));
        await WaitAsync(worker.Database, slow);
        var done = Stopwatch.GetTimestamp();
        return receiver.RoundOf(new Contender(slow == 0 ? $"Cavra, {connectors} connectors" : "Cavra, one of them slow", () => Task.CompletedTask), done);
    }

    /// <summary>Writes a connector file with so many webhooks and gives its path.</summary>
    public static async Task<string> WriteAsync(int connectors, Func<int, string> address)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("cavra-benchmark-").FullName, "connectors.yaml");
        var lines = Enumerable.Range(0, connectors).Select(number =>
            $"  hook-{number}: {{ provider: webhook, url: \"{address(number)}\", max_concurrency: 32, allow_networks: [127.0.0.0/8] }}");
        await File.WriteAllTextAsync(file, $"connectors:\n{string.Join('\n', lines)}\n");
        return file;
    }

    private static async Task WaitAsync(NpgsqlDataSource database, int slow)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var left = new NpgsqlCommand(
            "SELECT count(*) FROM destinations WHERE state <> 'delivered' AND substr(connector, 6)::int >= $1", connection);
        left.Parameters.AddWithValue(slow);
        while ((long)(await left.ExecuteScalarAsync())! > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }
}
