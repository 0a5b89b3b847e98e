using Cavra.Domain.Abstractions;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Domain.WorkerHealth;

/// <summary>What is wrong now with the retry worker and what it works on: computed, never stored.</summary>
public sealed record WorkerHealthReport
{
    /// <summary>How many failed deliveries, and how many runs, the document shows.</summary>
    public const int Shown = 10;

    public required HealthId HealthId { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    public required AlertLevel AlertLevel { get; init; }

    public required int ExpectedIntervalMinutes { get; init; }

    /// <summary>The expected interval and the grace: how long after a window's start it counts as missed.</summary>
    public required int MissedAfterMinutes { get; init; }

    public required int StaleMetadataMinutes { get; init; }

    public required long RunCount { get; init; }

    public required long RetryPlanCount { get; init; }

    /// <summary>Failed audit destinations whose action is to retry; held ones are in the finding, not in here.</summary>
    public required long RetryableCount { get; init; }

    /// <summary>Of the run that ended last.</summary>
    public required long SelectedRetryCount { get; init; }

    public required long MissedRunCount { get; init; }

    /// <summary>1 when the newest run started late, else 0.</summary>
    public required long LateRunCount { get; init; }

    /// <summary>1 when the newest finished run failed or timed out, else 0.</summary>
    public required long FailedJobCount { get; init; }

    public required long OverrunCount { get; init; }

    public required long DisabledScheduleCount { get; init; }

    /// <summary>Open destinations that no recent plan covers.</summary>
    public required long StaleRetryPlanCount { get; init; }

    public required long ConnectorDeliveryFailureCount { get; init; }

    public required long UnacknowledgedAlertCount { get; init; }

    public required WorkerRunId? LatestRunId { get; init; }

    public required DateTimeOffset? LatestRunAt { get; init; }

    /// <summary>Whole minutes.</summary>
    public required long? LatestRunAgeMinutes { get; init; }

    public required RetryPlanId? LatestRetryPlanId { get; init; }

    /// <summary>Whole minutes.</summary>
    public required long? LatestRetryPlanAgeMinutes { get; init; }

    /// <summary>The failed audit destinations, oldest first, at most <see cref="Shown"/>.</summary>
    public required IReadOnlyList<OpenDestination> FailedDeliveries { get; init; }

    /// <summary>Worst first, then in the order of the categories.</summary>
    public required IReadOnlyList<HealthFinding> Findings { get; init; }

    public IReadOnlyList<HealthAlertLine> Alerts => [.. Findings.Select(finding => new HealthAlertLine(
        finding.Severity, finding.Category, finding.Message, finding.Count, finding.Since))];

    public IReadOnlyList<HealthRecommendation> Recommendations => [.. Findings.Select(finding => finding.Recommendation)];

    /// <summary>The newest runs, newest first, at most <see cref="Shown"/>.</summary>
    public required IReadOnlyList<RunFact> Latest { get; init; }

    public bool IsHealthy => AlertLevel is AlertLevel.Healthy;

    public static WorkerHealthReport Compute(HealthSnapshot snapshot, DateTimeOffset now) =>
        Compute(snapshot, HealthTerms.Stored, now);

    /// <summary>Judges a snapshot; the same snapshot at the same moment gives the same report.</summary>
    public static WorkerHealthReport Compute(HealthSnapshot snapshot, HealthTerms terms, DateTimeOffset now)
    {
        var interval = terms.Interval(snapshot, now);
        var stale = terms.Stale(interval);
        HealthFinding[] findings =
        [
            .. FindingsOf(snapshot, terms, stale, now)
                .OfType<HealthFinding>()
                .OrderByDescending(finding => finding.Severity)
                .ThenBy(finding => finding.Category),
        ];
        var failed = snapshot.OpenDestinations.Where(open => open.Failed).OrderBy(open => open.OpenSince).ToArray();
        var latest = snapshot.LatestRuns.Count > 0 ? snapshot.LatestRuns[0] : null;
        return new WorkerHealthReport
        {
            HealthId = HealthId.Of(snapshot.WorkspaceId, findings),
            GeneratedAt = now,
            AlertLevel = findings.Length == 0 ? AlertLevel.Healthy : findings[0].Severity,
            ExpectedIntervalMinutes = interval,
            MissedAfterMinutes = interval + snapshot.Schedule.Terms.GraceMinutes,
            StaleMetadataMinutes = stale,
            RunCount = snapshot.RunCount,
            RetryPlanCount = snapshot.RetryPlanCount,
            RetryableCount = failed.Count(open => open.Action is RetryAction.Retry),
            SelectedRetryCount = snapshot.NewestFinishedRun?.SelectedRetryCount ?? 0,
            MissedRunCount = Count(findings, HealthCategory.MissedWorkerRun),
            LateRunCount = snapshot.NewestRun is { Late: true } ? 1 : 0,
            FailedJobCount = Count(findings, HealthCategory.FailedWorkerRun),
            OverrunCount = Count(findings, HealthCategory.WorkerOverrun),
            DisabledScheduleCount = Count(findings, HealthCategory.DisabledSchedule),
            StaleRetryPlanCount = Count(findings, HealthCategory.StaleRetryPlan),
            ConnectorDeliveryFailureCount = failed.Length,
            UnacknowledgedAlertCount = Count(findings, HealthCategory.UnacknowledgedAlert),
            LatestRunId = latest?.Id,
            LatestRunAt = latest?.StartedAt,
            LatestRunAgeMinutes = Age(latest?.StartedAt, now),
            LatestRetryPlanId = snapshot.NewestPlan?.RetryPlanId,
            LatestRetryPlanAgeMinutes = Age(snapshot.NewestPlan?.GeneratedAt, now),
            FailedDeliveries = [.. failed.Take(Shown)],
            Findings = findings,
            Latest = [.. snapshot.LatestRuns.Take(Shown)],
        };
    }

    private static IEnumerable<HealthFinding?> FindingsOf(
        HealthSnapshot snapshot, HealthTerms terms, int staleMinutes, DateTimeOffset now) =>
    [
        RunFindings.Missed(snapshot, terms, now),
        RunFindings.Failed(snapshot),
        RunFindings.Overrun(snapshot, now),
        ApprovalFindings.Waiting(snapshot, now),
        ApprovalFindings.Stale(snapshot, now),
        DestinationFindings.Exhausted(snapshot),
        DestinationFindings.Retryable(snapshot),
        .. ConnectorFindings.Of(snapshot),
        ConnectorFindings.OfFile(snapshot),
        DestinationFindings.Uncovered(snapshot, staleMinutes, now),
        RunFindings.Disabled(snapshot),
        AlertFindings.Unacknowledged(snapshot, now),
        EvidenceFindings.Unsigned(snapshot, now),
    ];

    private static long Count(HealthFinding[] findings, HealthCategory category) =>
        findings.Where(finding => finding.Category == category).Sum(finding => finding.Count);

    private static long? Age(DateTimeOffset? instant, DateTimeOffset now) =>
        instant is { } at ? Math.Max(0, (long)(now - at).TotalMinutes) : null;
}
