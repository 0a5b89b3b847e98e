using Cavra.Benchmarks.Running;
using Cavra.Benchmarks.Serving;

namespace Cavra.Benchmarks.Deliver;

/// <summary>Due deliveries sent and recorded by a worker, against the same requests as Hangfire's jobs and in a bare loop.</summary>
internal static class DeliverBenchmark
{
    private const int AtOnce = 32;
    private const int Whole = 50_000;
    private const int Short = 5_000;
    private const int Connectors = 10;

    public static async Task<Report> RunAsync(Options options)
    {
        var count = options.Full ? Whole : Short;
        await using var stage = await Stage.SetAsync();
        await using var receiver = await Receiver.StartAsync();

        // The first run compiles; it is not counted.
        await CavraDeliveries.RunAsync(stage, "warm_up", receiver, count / 5);
        var bare = await BareLoop.RunAsync(stage, receiver, count, AtOnce);
        var cavra = await CavraDeliveries.RunAsync(stage, "deliver", receiver, count);
        var hangfire = await HangfireJobs.RunAsync(stage, receiver, Math.Min(count, Short), AtOnce);
        var ten = await CavraDeliveries.RunAsync(stage, "ten_connectors", receiver, count, Connectors);
        var slow = await CavraDeliveries.RunAsync(stage, "one_slow", receiver, count, Connectors, slow: 1);
        return new Report(
            "deliver", "Cavra", "other",
            [
                new Comparison("deliveries a second, against Hangfire's jobs", cavra.PerSecond, hangfire.PerSecond) { AtLeast = 10 },
                new Comparison("deliveries a second, against a bare loop", cavra.PerSecond, bare.PerSecond) { AtLeast = 0.5 },
                new Comparison("a second to nine while a tenth is slow, against ten fast ones", slow.PerSecond, ten.PerSecond * 0.9),
            ],
            [bare, cavra, hangfire, ten, slow]);
    }
}
