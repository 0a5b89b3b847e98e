using System.Text.Json.Serialization;
using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;

namespace Cavra.Application.RetryPlans;

/// <summary>A retry plan with its decisions, as answers show it.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="RetryPlanId">Id of the retry plan.</param>
/// <param name="GeneratedAt">When it was made.</param>
/// <param name="GeneratedBy">Who asked for it, by the credential's name.</param>
/// <param name="AlertLevel">critical where anything is to be retried or has used up its attempts, warning where anything waits, else
/// healthy.</param>
/// <param name="DecisionCount">Decisions in the plan, at most 10,000.</param>
/// <param name="RetryableCount">Destinations whose next action is a retry.</param>
/// <param name="WaitingCount">Destinations that have to wait.</param>
/// <param name="SuppressedCount">Destinations that no plan retries any more.</param>
/// <param name="OmittedCount">Open destinations beyond the 10,000 that a plan holds.</param>
/// <param name="MaxRetryAttempts">Failed attempts after which a destination is not retried by plan.</param>
/// <param name="BaseRetryDelayMinutes">Minutes to wait after the first failure.</param>
/// <param name="AllowImmediateRetry">Whether a base delay of 0 minutes is allowed.</param>
/// <param name="BackoffMultiplier">Factor by which the delay grows with every further failure.</param>
/// <param name="MaxRetryDelayMinutes">The longest delay in minutes, also of what a receiver asks for.</param>
/// <param name="RetryDecisions">One decision an open destination, oldest failure first.</param>
public sealed record RetryPlanView(
    string SchemaVersion, string Product, RetryPlanId RetryPlanId, DateTimeOffset GeneratedAt, string GeneratedBy,
    AlertLevel AlertLevel, int DecisionCount, int RetryableCount, int WaitingCount, int SuppressedCount, int OmittedCount,
    int MaxRetryAttempts, int BaseRetryDelayMinutes, bool AllowImmediateRetry, double BackoffMultiplier, int MaxRetryDelayMinutes,
    IReadOnlyList<RetryDecisionView> RetryDecisions) : IVersioned
{
    /// <summary>The version that an acknowledgement may name.</summary>
    [JsonIgnore]
    public string Version { get; init; } = RetryPlanVersion.Of(RetryPlanId, answers: 0);

    string IVersioned.ETag => Version;

    public static RetryPlanView Of(RetryPlan plan) => Of(plan, RetryDecisionView.Of);

    /// <param name="plan">The plan, its decisions loaded.</param>
    /// <param name="decision">How each decision is shown.</param>
    public static RetryPlanView Of(RetryPlan plan, Func<RetryDecision, RetryDecisionView> decision) => new(
        WireNames.RetryPlanSchema, WireNames.Product, plan.Id, plan.GeneratedAt, plan.GeneratedBy.Display, plan.AlertLevel,
        plan.DecisionCount, plan.RetryableCount, plan.WaitingCount, plan.SuppressedCount, plan.OmittedCount,
        plan.Policy.MaxRetryAttempts, plan.Policy.RetryDelayMinutes, plan.Policy.AllowImmediateRetry, plan.Policy.BackoffMultiplier,
        plan.Policy.MaxRetryDelayMinutes, [.. plan.Decisions.OrderBy(it => it.Position).Select(decision)]);
}

/// <summary>A retry plan in a list: its counts, not its decisions.</summary>
/// <param name="RetryPlanId">Id of the retry plan.</param>
/// <param name="GeneratedAt">When it was made.</param>
/// <param name="GeneratedBy">Who asked for it, by the credential's name.</param>
/// <param name="AlertLevel">critical where anything is to be retried or has used up its attempts, warning where anything waits, else
/// healthy.</param>
/// <param name="DecisionCount">Decisions in the plan, at most 10,000.</param>
/// <param name="RetryableCount">Destinations whose next action is a retry.</param>
/// <param name="WaitingCount">Destinations that have to wait.</param>
/// <param name="SuppressedCount">Destinations that no plan retries any more.</param>
/// <param name="OmittedCount">Open destinations beyond the 10,000 that a plan holds.</param>
/// <param name="MaxRetryAttempts">Failed attempts after which a destination is not retried by plan.</param>
/// <param name="BaseRetryDelayMinutes">Minutes to wait after the first failure.</param>
/// <param name="AllowImmediateRetry">Whether a base delay of 0 minutes is allowed.</param>
/// <param name="BackoffMultiplier">Factor by which the delay grows with every further failure.</param>
/// <param name="MaxRetryDelayMinutes">The longest delay in minutes, also of what a receiver asks for.</param>
public sealed record RetryPlanItem(
    RetryPlanId RetryPlanId, DateTimeOffset GeneratedAt, string GeneratedBy, AlertLevel AlertLevel, int DecisionCount,
    int RetryableCount, int WaitingCount, int SuppressedCount, int OmittedCount, int MaxRetryAttempts, int BaseRetryDelayMinutes,
    bool AllowImmediateRetry, double BackoffMultiplier, int MaxRetryDelayMinutes)
{
    public static RetryPlanItem Of(RetryPlan plan) => new(
        plan.Id, plan.GeneratedAt, plan.GeneratedBy.Display, plan.AlertLevel, plan.DecisionCount, plan.RetryableCount,
        plan.WaitingCount, plan.SuppressedCount, plan.OmittedCount, plan.Policy.MaxRetryAttempts, plan.Policy.RetryDelayMinutes,
        plan.Policy.AllowImmediateRetry, plan.Policy.BackoffMultiplier, plan.Policy.MaxRetryDelayMinutes);
}
