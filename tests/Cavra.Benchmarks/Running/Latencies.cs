namespace Cavra.Benchmarks.Running;

/// <summary>How long calls took.</summary>
/// <param name="Milliseconds">Every one of them, shortest first.</param>
internal sealed record Latencies(IReadOnlyList<double> Milliseconds)
{
    public int Count => Milliseconds.Count;

    public double P50 => Percentile(0.50);

    public double P95 => Percentile(0.95);

    public double P99 => Percentile(0.99);

    public static Latencies Of(IEnumerable<double> milliseconds) => new([.. milliseconds.Order()]);

    /// <summary>The shortest latency that this share of the calls did not exceed.</summary>
    public double Percentile(double share) => Milliseconds[(int)Math.Ceiling(share * Count) - 1];
}
