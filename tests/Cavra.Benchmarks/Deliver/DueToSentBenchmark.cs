using Cavra.Benchmarks.Running;
using Cavra.Benchmarks.Serving;
using Cavra.Domain.AuditDeliveries;

namespace Cavra.Benchmarks.Deliver;

/// <summary>How long after it is due a delivery reaches its receiver, with nothing else to do and with nine connectors far behind.</summary>
internal static class DueToSentBenchmark
{
    private const int Watched = 200;

    // So many that they are not done before what is watched.
    private const int Behind = 600;

    private const int Connectors = 10;

    // Well below what each connector gets while all of them have something to send.
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(100);

    public static async Task<Report> RunAsync(Options options)
    {
        await using var stage = await Stage.SetAsync();
        await using var receiver = await Receiver.StartAsync();
        await RunAsync(stage, "warm_up", receiver, 1);
        var idle = await RunAsync(stage, "idle", receiver, 1);
        var loaded = await RunAsync(stage, "loaded", receiver, Connectors);
        return new Report(
            "due-to-sent", "Cavra", "goal, ms",
            [
                // Against the goal itself, so that the ratio says how much of it is used up.
                new Comparison("idle: p50, ms", idle.Latencies.P50, 50),
                new Comparison("idle: p99, ms", idle.Latencies.P99, 50) { AtMost = 1 },
                new Comparison("loaded: p50, ms", loaded.Latencies.P50, 250),
                new Comparison("loaded: p99, ms", loaded.Latencies.P99, 250) { AtMost = 1 },
            ],
            [idle, loaded]);
    }

    private static async Task<Round> RunAsync(Stage stage, string database, Receiver receiver, int connectors)
    {
        var file = await CavraDeliveries.WriteAsync(connectors, number => $"{receiver.Address}/{(number == 0 ? "named" : "fast")}");
        await using (var seeding = await stage.OpenAsync(database))
        {
            await seeding.Database.PrepareAsync();
            await seeding.Database.RunAsync("DueDestinations.sql", ("count", connectors == 1 ? Watched : Behind * connectors), ("connectors", connectors));
            await seeding.Database.RunAsync("NotYetDue.sql", ("watched", Watched));
            await seeding.Database.SettleAsync();
        }

        receiver.Reset();
        await using var worker = await stage.ReopenAsync(database, ("CAVRA_ROLES", "worker"), ("CAVRA_CONNECTOR_CONFIG", file));
        await worker.Database.RunAsync("SoonDue.sql", ("apart", Apart));
        await using var recorded = worker.Database.CreateCommand("SELECT count(*) FROM attempts WHERE connector = 'hook-0'");
        while ((long)(await recorded.ExecuteScalarAsync())! < Watched)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }

        var latencies = new List<double>();
        await using var attempts = worker.Database.CreateCommand(
            "SELECT d.event_id, a.queued_at FROM attempts a JOIN destinations d ON d.id = a.destination_id WHERE a.connector = 'hook-0'");
        await using var rows = await attempts.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            var came = receiver.Named[new DeliveryEventId(rows.GetGuid(0)).ToString()];
            latencies.Add((came - rows.GetFieldValue<DateTimeOffset>(1)).TotalMilliseconds);
        }

        return new Round(new Contender(database, () => Task.CompletedTask), 1, Apart * Watched, Latencies.Of(latencies));
    }
}
