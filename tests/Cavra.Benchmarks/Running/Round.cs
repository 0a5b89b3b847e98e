namespace Cavra.Benchmarks.Running;

/// <summary>One stretch of load on one contender.</summary>
internal sealed record Round(Contender Contender, int Number, TimeSpan Took, Latencies Latencies)
{
    public double PerSecond => Latencies.Count / Took.TotalSeconds;
}

/// <summary>What all rounds of one contender come to.</summary>
internal sealed record Total(double PerSecond, Latencies Latencies)
{
    public static Total Of(IEnumerable<Round> rounds, Contender contender)
    {
        var own = rounds.Where(round => round.Contender == contender).ToList();
        return new Total(
            own.Sum(round => round.Latencies.Count) / own.Sum(round => round.Took.TotalSeconds),
            Latencies.Of(own.SelectMany(round => round.Latencies.Milliseconds)));
    }
}
