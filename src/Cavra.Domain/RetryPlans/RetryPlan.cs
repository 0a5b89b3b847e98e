using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.RetryPlans;

/// <summary>Decisions over the open destinations of audit deliveries at one moment: retry, wait or suppress, and why.</summary>
public sealed class RetryPlan : IEvidenced
{
    /// <summary>How many decisions a plan holds at most; the rest is counted.</summary>
    public const int MostDecisions = 10_000;

    private readonly List<RetryDecision> _decisions = [];

    private RetryPlan()
    {
    }

    public required RetryPlanId Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    public required Actor GeneratedBy { get; init; }

    public required RetryPolicy Policy { get; init; }

    public required AlertLevel AlertLevel { get; init; }

    public required int DecisionCount { get; init; }

    public required int RetryableCount { get; init; }

    public required int WaitingCount { get; init; }

    public required int SuppressedCount { get; init; }

    /// <summary>Open destinations that the plan has no room for.</summary>
    public required int OmittedCount { get; init; }

    /// <summary>The decisions that were loaded, in the order of the plan; all of a plan that was just made.</summary>
    public IReadOnlyList<RetryDecision> Decisions => _decisions;

    public EvidenceFacts Evidence => new(WireNames.RetryPlanKind, "retry plan", Id.ToString(), new Dictionary<string, object?>
    {
        ["retry_plan_id"] = Id.ToString(),
        ["alert_level"] = WireName.Of(AlertLevel),
        ["decision_count"] = DecisionCount,
        ["retryable_count"] = RetryableCount,
        ["waiting_count"] = WaitingCount,
        ["suppressed_count"] = SuppressedCount,
        ["omitted_count"] = OmittedCount,
        ["max_retry_attempts"] = Policy.MaxRetryAttempts,
        [AuditsNamed.Member] = AuditsNamed.In(_decisions.Select(decision => decision.AuditId)),
        ["providers"] = _decisions.Select(decision => decision.Connector).Distinct().Order(StringComparer.Ordinal).ToList(),
    });

    /// <summary>Plans over open destinations, oldest failure first.</summary>
    /// <param name="workspace">Whose destinations they are.</param>
    /// <param name="standings">
    /// The open destinations of audit deliveries; of more than <see cref="MostDecisions"/>, at least the oldest so many.
    /// </param>
    /// <param name="conditions">By connector name; a connector that is not there is missing.</param>
    /// <param name="policy">A policy that was checked.</param>
    /// <param name="by">Who asked for the plan.</param>
    /// <param name="now">The moment the plan is about.</param>
    /// <param name="unread">Open destinations that are not among <paramref name="standings"/>, all of them younger.</param>
    public static RetryPlan Over(
        WorkspaceId workspace,
        IEnumerable<DestinationSummary> standings,
        IReadOnlyDictionary<string, ConnectorCondition> conditions,
        RetryPolicy policy,
        Actor by,
        DateTimeOffset now,
        int unread = 0)
    {
        var id = Ids.New<RetryPlanId>(now);
        var open = standings.Where(standing => standing.IsOpen)
            .OrderBy(standing => standing.OpenSince).ThenBy(standing => standing.Id.Value)
            .ToList();
        var decisions = open.Take(MostDecisions)
            .Select((standing, position) => RetryDecision.Of(
                id,
                workspace,
                position,
                standing,
                VerdictOn(standing),
                policy))
            .ToList();

        var plan = new RetryPlan
        {
            Id = id,
            WorkspaceId = workspace,
            GeneratedAt = now,
            GeneratedBy = by,
            Policy = policy,
            AlertLevel = LevelOf(decisions),
            DecisionCount = decisions.Count,
            RetryableCount = Count(decisions, RetryAction.Retry),
            WaitingCount = Count(decisions, RetryAction.Wait),
            SuppressedCount = Count(decisions, RetryAction.Suppress),
            OmittedCount = open.Count - decisions.Count + unread,
        };
        plan._decisions.AddRange(decisions);
        return plan;

        RetryVerdict VerdictOn(DestinationSummary standing) => RetryVerdict.On(
            standing, conditions.GetValueOrDefault(standing.Connector, ConnectorCondition.Missing), policy, now);
    }

    private static int Count(List<RetryDecision> decisions, RetryAction action) =>
        decisions.Count(decision => decision.Action == action);

    private static AlertLevel LevelOf(List<RetryDecision> decisions) =>
        decisions.Any(decision => decision.Action is RetryAction.Retry or RetryAction.Suppress) ? AlertLevel.Critical
        : decisions.Count > 0 ? AlertLevel.Warning
        : AlertLevel.Healthy;
}

/// <summary>Names one retry plan.</summary>
public readonly record struct RetryPlanId(Guid Value) : IId<RetryPlanId>
{
    public static string Prefix => "gordackretry";

    public static RetryPlanId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
