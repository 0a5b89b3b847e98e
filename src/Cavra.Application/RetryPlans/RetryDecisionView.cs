using System.Text.Json.Serialization;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.RetryPlans;

/// <summary>One decision of a retry plan, as answers show it.</summary>
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
public sealed record LiveVerdictView(VerdictCode Code, string Reason)
{
    public static LiveVerdictView Of(LiveVerdict verdict) => new(verdict.Code, verdict.Reason);
}
