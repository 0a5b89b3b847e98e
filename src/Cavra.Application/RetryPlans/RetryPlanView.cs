using System.Text.Json.Serialization;
using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;

namespace Cavra.Application.RetryPlans;

/// <summary>A retry plan with its decisions, as answers show it.</summary>
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
