using System.Text.Json;
using Spectre.Console;

namespace Cavra.Benchmarks.Running;

/// <summary>The outcome of a benchmark: one table and a verdict for people, every round for a closer look.</summary>
/// <param name="Benchmark">Its name.</param>
/// <param name="Measured">Heading of what is measured.</param>
/// <param name="Against">Heading of what it is measured against.</param>
/// <param name="Comparisons">The rows of the table.</param>
/// <param name="Rounds">What they were made from.</param>
internal sealed record Report(
    string Benchmark, string Measured, string Against, IReadOnlyList<Comparison> Comparisons, IReadOnlyList<Round> Rounds)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public void Print()
    {
        var table = new Table { Border = TableBorder.Minimal };
        table.AddColumn(Benchmark);
        foreach (var heading in (string[])[Measured, Against, "ratio", "goal"])
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var row in Comparisons)
        {
            table.AddRow(row.What, $"{row.Measured:N2}", $"{row.Against:N2}", $"{row.Ratio:N2}", row.Goal);
        }

        AnsiConsole.Write(table);
        var missed = Comparisons.Where(row => !row.IsMet).Select(row => row.What).ToList();
        AnsiConsole.WriteLine(missed.Count == 0 ? "Every goal is met." : $"Missed: {string.Join(", ", missed)}.");
    }

    /// <summary>Writes every round into a file and gives its name.</summary>
    public async Task<string> SaveAsync()
    {
        var directory = Directory.CreateDirectory("BenchmarkResults");
        var path = Path.Combine(directory.FullName, $"{Benchmark}-{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmmss}.json");
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(Rounds.Select(Numbers), Json));
        return path;
    }

    private static object Numbers(Round round) => new
    {
        Contender = round.Contender.Name,
        Round = round.Number,
        Seconds = round.Took.TotalSeconds,
        Calls = round.Latencies.Count,
        round.PerSecond,
        Milliseconds = new
        {
            Min = round.Latencies.Milliseconds[0],
            round.Latencies.P50,
            P75 = round.Latencies.Percentile(0.75),
            P90 = round.Latencies.Percentile(0.90),
            round.Latencies.P95,
            round.Latencies.P99,
            P999 = round.Latencies.Percentile(0.999),
            Max = round.Latencies.Milliseconds[^1],
            Mean = round.Latencies.Milliseconds.Average(),
        },
    };
}
