using System.Text.Json.Serialization;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.RetryPlans;

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
