using Cavra.Domain.Connectors;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.WorkerRuns;

/// <summary>One decision as a run sees it.</summary>
/// <param name="Candidate">The decision.</param>
/// <param name="Selected">Whether this run takes it up.</param>
/// <param name="LiveVerdict">What a live run would do with it now.</param>
public sealed record JudgedRetry(RetryCandidate Candidate, bool Selected, LiveVerdict LiveVerdict);

/// <summary>Chooses what a worker run takes up, dry and live alike.</summary>
public static class Selection
{
    public const int MaxDefault = 5;

    public const int MaxMin = 1;

    public const int MaxMax = 500;

    /// <summary>
    /// Judges the decisions of the chosen connectors, oldest failure first, and selects the first
    /// <paramref name="max"/> whose action is to retry.
    /// </summary>
    public static IReadOnlyList<JudgedRetry> Of(IEnumerable<RetryCandidate> decisions, ConnectorChoice choice, int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, MaxMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, MaxMax);

        var room = max;
        var judged = new List<JudgedRetry>();
        var ordered = decisions.Where(decision => choice.Includes(decision.Connector))
            .OrderBy(decision => decision.FailedAt)
            .ThenBy(decision => decision.DestinationId.ToString(), StringComparer.Ordinal);
        foreach (var decision in ordered)
        {
            var selected = decision.Action is RetryAction.Retry && room-- > 0;
            judged.Add(new JudgedRetry(decision, selected, LiveVerdict.Of(decision, selected)));
        }

        return judged;
    }
}
