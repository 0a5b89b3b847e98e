using Cavra.Benchmarks.Running;
using Cavra.Benchmarks.Serving;

namespace Cavra.Benchmarks.Acknowledge;

/// <summary>Acknowledging retry plans over HTTP, evidence included, against an endpoint that only writes the same rows.</summary>
internal static class AcknowledgeBenchmark
{
    private const int Clients = 32;

    /// <summary>More acknowledgements than both contenders can give together in a second of each.</summary>
    private const int PerSecond = 6_000;

    public static async Task<Report> RunAsync(Options options)
    {
        await using var stage = await Stage.SetAsync();
        await using var server = await stage.OpenAsync("acknowledge");
        var open = await OpenDecisions.SeedAsync(server, (2 * Load.WarmUp) + (Load.Rounds * options.Seconds * PerSecond));
        await using var endpoint = await BareEndpoint.StartAsync(server.Database, await WrittenRows.ReadAsync(server.Database));

        var cavra = new Contender("Cavra", () => server.Client.AcknowledgeAsync(open.Next()));
        var bare = new Contender("bare endpoint", () => endpoint.WriteAsync(open.Next()));
        var rounds = await new Load(Clients, TimeSpan.FromSeconds(options.Seconds)).AlternateAsync(cavra, bare);
        return new Report(
            "acknowledge", cavra.Name, bare.Name, [.. Compare(Total.Of(rounds, cavra), Total.Of(rounds, bare))], rounds);
    }

    private static IEnumerable<Comparison> Compare(Total cavra, Total bare) =>
    [
        new Comparison("acknowledgements a second", cavra.PerSecond, bare.PerSecond) { AtLeast = 0.5 },
        new Comparison("p50, ms", cavra.Latencies.P50, bare.Latencies.P50),
        new Comparison("p95, ms", cavra.Latencies.P95, bare.Latencies.P95),
        new Comparison("p99, ms", cavra.Latencies.P99, bare.Latencies.P99) { AtMost = 3 },
    ];
}
