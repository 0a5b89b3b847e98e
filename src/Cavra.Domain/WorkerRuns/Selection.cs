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
    /// Judges the decisions of the chosen connectors, oldest failure first. A live run takes up the first
    /// <paramref name="max"/> that it would send; a dry run shows the first <paramref name="max"/> whose action is to retry, and
    /// of each decision what a live run started now by the same person would do.
    /// </summary>
    public static IReadOnlyList<JudgedRetry> Of(IEnumerable<RetryCandidate> decisions, ConnectorChoice choice, int max, RunMode mode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, MaxMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, MaxMax);

        var (shown, sent) = (0, 0);
        var judged = new List<JudgedRetry>();
        var ordered = decisions.Where(decision => choice.Includes(decision.Connector))
            .OrderBy(decision => decision.FailedAt)
            .ThenBy(decision => decision.DestinationId.ToString(), StringComparer.Ordinal);
        foreach (var decision in ordered)
        {
            var verdict = LiveVerdict.On(decision);
            if (verdict.IsRetry && ++sent > max)
            {
                verdict = LiveVerdict.Unselected(decision.Action);
            }

            var selected = mode is RunMode.Live ? verdict.IsRetry : decision.Action is RetryAction.Retry && ++shown <= max;
            judged.Add(new JudgedRetry(decision, selected, verdict));
        }

        return judged;
    }
}
