using Cavra.Domain.Abstractions;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.WorkerHealth;

/// <summary>What is wrong with the audit destinations that are open.</summary>
internal static class DestinationFindings
{
    public static HealthFinding? Exhausted(HealthSnapshot snapshot)
    {
        var exhausted = snapshot.OpenDestinations.Where(open => open.Action is RetryAction.Suppress).ToArray();
        return exhausted.Length == 0
            ? null
            : new HealthFinding
            {
                Category = HealthCategory.AttemptsExhausted,
                Severity = AlertLevel.Critical,
                Count = exhausted.Length,
                Since = exhausted.Min(open => open.OpenSince),
                Message = exhausted.Length == 1
                    ? "1 open audit delivery has used up its attempts and will not be retried by plan."
                    : $"{exhausted.Length} open audit deliveries have used up their attempts and will not be retried by plan.",
                Recommendation = Review(
                    snapshot,
                    HealthCategory.AttemptsExhausted,
                    "Escalate, resolve or dismiss each of them, with a reason."),
            };
    }

    public static HealthFinding? Retryable(HealthSnapshot snapshot)
    {
        var retryable = snapshot.OpenDestinations.Where(open => open.Action is RetryAction.Retry).ToArray();
        return retryable.Length == 0
            ? null
            : new HealthFinding
            {
                Category = HealthCategory.RetryableDeliveries,
                Severity = AlertLevel.Warning,
                Count = retryable.Length,
                Since = retryable.Min(open => open.OpenSince),
                Message = retryable.Length == 1
                    ? "1 audit delivery is due for a retry."
                    : $"{retryable.Length} audit deliveries are due for a retry.",
                Recommendation = Review(
                    snapshot, HealthCategory.RetryableDeliveries, "Review each due retry: accept or defer it."),
            };
    }

    public static HealthFinding? Uncovered(HealthSnapshot snapshot, int staleMinutes, DateTimeOffset now)
    {
        var uncovered = NotCovered(snapshot, staleMinutes, now);
        return uncovered.Length == 0
            ? null
            : new HealthFinding
            {
                Category = HealthCategory.StaleRetryPlan,
                Severity = AlertLevel.Warning,
                Count = uncovered.Length,
                Since = uncovered.Min(open => open.OpenSince),
                Message = uncovered.Length == 1
                    ? "1 open audit delivery is not covered by a recent retry plan."
                    : $"{uncovered.Length} open audit deliveries are not covered by a recent retry plan.",
                Recommendation = HealthOperations.PlanRetry(HealthCategory.StaleRetryPlan, "Make a new retry plan."),
            };
    }

    /// <summary>
    /// A plan covers what was open when it was made, for as long as it is younger than the limit. What it had no room for
    /// it does not cover: the newest of those.
    /// </summary>
    private static OpenDestination[] NotCovered(HealthSnapshot snapshot, int staleMinutes, DateTimeOffset now)
    {
        var open = snapshot.OpenDestinations;
        if (snapshot.NewestPlan is not { } plan || now - plan.GeneratedAt >= TimeSpan.FromMinutes(staleMinutes))
        {
            return [.. open];
        }

        var known = open.Where(destination => plan.Covers(destination.OpenSince))
            .OrderByDescending(destination => destination.OpenSince);
        return [.. open.Where(destination => !plan.Covers(destination.OpenSince)), .. known.Take(plan.OmittedCount)];
    }

    private static HealthRecommendation Review(HealthSnapshot snapshot, HealthCategory category, string text) =>
        snapshot.NewestPlan is { } plan
            ? HealthOperations.AcknowledgeRetry(category, text, plan.RetryPlanId)
            : HealthOperations.PlanRetry(category, "Make a retry plan, so that each of them can be reviewed.");
}
