namespace Cavra.Domain.Connectors;

/// <summary>That a connector's failures in a row have reached a share of its failure limit.</summary>
/// <param name="Percent">Which share: one of <see cref="Percents"/>.</param>
/// <param name="Failures">Failures in a row by now.</param>
/// <param name="Limit">The connector's failure limit.</param>
public sealed record FailureShare(int Percent, int Failures, int Limit)
{
    /// <summary>The shares that are told, in per cent, ascending; the last is the limit itself.</summary>
    public static readonly IReadOnlyList<int> Percents = [50, 70, 90, 100];

    /// <summary>Whether the connector fails altogether.</summary>
    public bool IsLimit => Percent == Percents[^1];

    /// <summary>Every share that so many failures in a row have reached, ascending; exactly that share is reached.</summary>
    public static IReadOnlyList<FailureShare> Reached(int failures, int limit) =>
    [
        .. Percents.Where(percent => 100L * failures >= (long)percent * limit)
            .Select(percent => new FailureShare(percent, failures, limit)),
    ];

    /// <summary>The highest share that is reached; null below half of the limit.</summary>
    public static FailureShare? Highest(int failures, int limit) => Reached(failures, limit) is [.., var highest] ? highest : null;
}
