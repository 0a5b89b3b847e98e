using System.Diagnostics;

namespace Cavra.Benchmarks.Running;

/// <summary>Clients that call as fast as they are answered, each waiting for its answer before it calls again.</summary>
/// <param name="Clients">How many call at once.</param>
/// <param name="Length">How long; calls under way at the end are waited for.</param>
internal sealed record Load(int Clients, TimeSpan Length)
{
    /// <summary>Rounds of each contender.</summary>
    public const int Rounds = 3;

    /// <summary>Calls of each contender that are not counted: enough for all code to be compiled for good.</summary>
    public const int WarmUp = 5_000;

    /// <summary>Lets the contenders take turns: first to warm up, then for their rounds.</summary>
    public async Task<IReadOnlyList<Round>> AlternateAsync(params IReadOnlyList<Contender> contenders)
    {
        foreach (var contender in contenders)
        {
            await Parallel.ForAsync(
                0, WarmUp, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (_, _) => await contender.CallAsync());
        }

        var rounds = new List<Round>();
        for (var number = 1; number <= Rounds; number++)
        {
            foreach (var contender in contenders)
            {
                rounds.Add(await RunAsync(contender, number));
            }
        }

        return rounds;
    }

    private async Task<Round> RunAsync(Contender contender, int number)
    {
        using var over = new CancellationTokenSource();
        var beside = contender.Beside?.Invoke(over.Token) ?? Task.CompletedTask;
        var started = Stopwatch.GetTimestamp();
        var clients = Enumerable.Range(0, Clients).Select(_ => Task.Run(() => RepeatAsync(contender, started)));
        var latencies = await Task.WhenAll(clients);
        var took = Stopwatch.GetElapsedTime(started);
        await over.CancelAsync();
        await beside;
        return new Round(contender, number, took, Latencies.Of(latencies.SelectMany(some => some)));
    }

    private async Task<List<double>> RepeatAsync(Contender contender, long started)
    {
        var latencies = new List<double>();
        while (Stopwatch.GetElapsedTime(started) < Length)
        {
            var called = Stopwatch.GetTimestamp();
            await contender.CallAsync();
            latencies.Add(Stopwatch.GetElapsedTime(called).TotalMilliseconds);
        }

        return latencies;
    }
}

/// <summary>One of those that are compared.</summary>
/// <param name="Name">What it is called in the results.</param>
/// <param name="CallAsync">One call; throws unless it was done.</param>
internal sealed record Contender(string Name, Func<Task> CallAsync)
{
    /// <summary>What goes on beside the calls of a round, until it is told that the round is over; null for nothing.</summary>
    public Func<CancellationToken, Task>? Beside { get; init; }
}
