using System.Text.Json.Serialization;
using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;
using Microsoft.EntityFrameworkCore;

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

/// <summary>
/// The version of a retry plan. The plan itself never changes; what is new is that somebody answered it, and answers are only
/// ever added. So the version is how many there are, and giving one touches no row that others wait for.
/// </summary>
internal static class RetryPlanVersion
{
    /// <summary>Path of the plans.</summary>
    public const string Plans = ContractPaths.AuditDelivery + "/retry-plans";

    public static string Of(RetryPlanId plan, int answers) => $"\"{plan}.{answers}\"";

    public static async Task<string> VersionAsync(
        this DbSet<RetryAcknowledgement> acknowledgements, RetryPlanId plan, CancellationToken cancellationToken) =>
        Of(plan, await acknowledgements.CountAsync(acknowledgement => acknowledgement.RetryPlanId == plan, cancellationToken));
}

/// <summary>One decision of a retry plan, as answers show it.</summary>
/// <param name="DestinationId">Id of the destination: one event on its way to one connector.</param>
/// <param name="DeliveryId">Id of the audit delivery.</param>
/// <param name="AuditId">Id of the audit package.</param>
/// <param name="Provider">Vendor of the connector.</param>
/// <param name="Connector">Name of the connector as configured.</param>
/// <param name="Action">What is done with the destination: retry, wait or suppress.</param>
/// <param name="Reason">The same as a sentence.</param>
/// <param name="ReasonCode">Which rule decided that.</param>
/// <param name="RetryCount">Failed attempts so far; the first failure counts as 1, holding does not count.</param>
/// <param name="MaxRetryAttempts">Failed attempts after which a destination is not retried by plan.</param>
/// <param name="RetryDelayMinutes">Minutes that the policy puts between the latest failure and the next try.</param>
/// <param name="LatestDeliveryId">Id of the audit delivery tried last; null where it never was.</param>
/// <param name="LatestDeliveryAt">When it was tried last; null where it never was.</param>
/// <param name="NextRetryAt">The earliest next try; null where none is due.</param>
/// <param name="FailedStatusCodes">HTTP statuses of the failed attempts, oldest first; 0 where the receiver was not reached.</param>
/// <param name="FailureClass">Why the newest attempt failed; null where it did not.</param>
public sealed record RetryDecisionView(
    DestinationId DestinationId, AuditDeliveryId DeliveryId, AuditPackageId AuditId, string Provider, string Connector,
    RetryAction Action, string Reason, RetryReason ReasonCode, int RetryCount, int MaxRetryAttempts, int RetryDelayMinutes,
    DeliveryEventId? LatestDeliveryId, DateTimeOffset? LatestDeliveryAt, DateTimeOffset? NextRetryAt,
    IReadOnlyList<int> FailedStatusCodes, FailureClass? FailureClass)
{
    /// <summary>What a live run would do with it; only where a run judged it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LiveVerdictView? LiveVerdict { get; init; }

    public static RetryDecisionView Of(RetryDecision decision) => new(
        decision.DestinationId, decision.DeliveryId, decision.AuditId, decision.Provider, decision.Connector, decision.Action,
        decision.Reason.Sentence(), decision.Reason, decision.RetryCount, decision.MaxRetryAttempts, decision.RetryDelayMinutes,
        decision.LatestDeliveryId, decision.LatestDeliveryAt, decision.NextRetryAt,
        decision.FailedStatusCodes, decision.FailureClass);
}

/// <summary>What a live run would do with a decision, and why.</summary>
/// <param name="Code">What it would do.</param>
/// <param name="Reason">One public-safe sentence why.</param>
public sealed record LiveVerdictView(VerdictCode Code, string Reason)
{
    public static LiveVerdictView Of(LiveVerdict verdict) => new(verdict.Code, verdict.Reason);
}
