using Cavra.Benchmarks.Running;
using Cavra.Benchmarks.Serving;

namespace Cavra.Benchmarks.WorkerHealth;

/// <summary>Reading health and the record history's first page where much has happened, against where little has.</summary>
internal static class WorkerHealthBenchmark
{
    private static readonly (string What, string Path)[] Reads =
    [
        ("health", $"{Calls.AuditDelivery}/worker-health"),
        ("records", Calls.Records),
    ];

    public static async Task<Report> RunAsync(Options options)
    {
        await using var stage = await Stage.SetAsync();
        await using var young = await stage.OpenAsync("young");
        await using var old = await stage.OpenAsync("old");
        var (little, much) = (History.Little, options.Full ? History.Full : History.Much);
        await little.SeedAsync(young);
        await much.SeedAsync(old);

        var load = new Load(Clients: 1, TimeSpan.FromSeconds(options.Seconds));
        var (comparisons, rounds) = (new List<Comparison>(), new List<Round>());
        foreach (var (what, path) in Reads)
        {
            var inOld = new Contender($"{what}, {much}", () => old.Client.CallAsync(path));
            var inYoung = new Contender($"{what}, {little}", () => young.Client.CallAsync(path));
            var taken = await load.AlternateAsync(inOld, inYoung);
            comparisons.AddRange(Compare(what, Total.Of(taken, inOld).Latencies, Total.Of(taken, inYoung).Latencies));
            rounds.AddRange(taken);
        }

        return new Report("worker-health", $"{much}", $"{little}", comparisons, rounds);
    }

    private static IEnumerable<Comparison> Compare(string what, Latencies old, Latencies young) =>
    [
        new Comparison($"{what} p50, ms", old.P50, young.P50) { AtMost = 1.5 },
        new Comparison($"{what} p99, ms", old.P99, young.P99),
    ];
}
