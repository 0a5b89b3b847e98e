using Cavra.Benchmarks.Acknowledge;
using Cavra.Benchmarks.Running;
using Cavra.Benchmarks.Serving;

namespace Cavra.Benchmarks.Log;

/// <summary>Acknowledging at full rate while the log takes the evidence in, against the same without a sequencer.</summary>
internal static class LogBenchmark
{
    private const int Clients = 32;

    private const int PerSecond = 2_000;

    public static async Task<Report> RunAsync(Options options)
    {
        await using var stage = await Stage.SetAsync();
        await using var server = await stage.OpenAsync("log");
        var open = await OpenDecisions.SeedAsync(server, (2 * Load.WarmUp) + (2 * Load.Rounds * options.Seconds * PerSecond));
        var beside = await SequencerBeside.OfAsync(server);

        // What a round without a sequencer leaves behind is taken in before the next one, with it, begins.
        var off = new Contender("sequencer off", () => server.Client.AcknowledgeAsync(open.Next())) { Beside = beside.CatchUpAfterAsync };
        var on = off with { Name = "sequencer on", Beside = beside.RunAsync };
        var rounds = await new Load(Clients, TimeSpan.FromSeconds(options.Seconds)).AlternateAsync(off, on);
        return new Report("log", on.Name, off.Name, [.. Compare(Total.Of(rounds, on), Total.Of(rounds, off), beside.Behind)], rounds);
    }

    private static IEnumerable<Comparison> Compare(Total on, Total off, TimeSpan behind) =>
    [
        new Comparison("acknowledgements a second", on.PerSecond, off.PerSecond) { AtLeast = 0.95 },
        new Comparison("p50, ms", on.Latencies.P50, off.Latencies.P50),
        new Comparison("p99, ms", on.Latencies.P99, off.Latencies.P99),
        // Against the goal itself, so that the ratio says how much of it is used up.
        new Comparison("most behind, s (against 2 s)", behind.TotalSeconds, 2) { AtMost = 1 },
    ];
}
