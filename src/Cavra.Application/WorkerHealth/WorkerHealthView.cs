using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerHealth;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.WorkerHealth;

/// <summary>Worker health, as answers show it.</summary>
public sealed record WorkerHealthView(
    string SchemaVersion, string Product, HealthId HealthId, DateTimeOffset GeneratedAt, AlertLevel AlertLevel,
    int ExpectedIntervalMinutes, int MissedAfterMinutes, int StaleMetadataMinutes, long RunCount, long RetryPlanCount,
    long RetryableCount, long SelectedRetryCount, long MissedRunCount, long LateRunCount, long FailedJobCount, long OverrunCount,
    long DisabledScheduleCount, long StaleRetryPlanCount, long ConnectorDeliveryFailureCount, long UnacknowledgedAlertCount,
    WorkerRunId? LatestRunId, DateTimeOffset? LatestRunAt, long? LatestRunAgeMinutes, RetryPlanId? LatestRetryPlanId,
    long? LatestRetryPlanAgeMinutes, IReadOnlyList<FailedDeliveryView> FailedDeliveries, IReadOnlyList<HealthAlertLine> Alerts,
    IReadOnlyList<HealthRecommendation> Recommendations, IReadOnlyList<HealthRunView> Latest)
{
    public static WorkerHealthView Of(WorkerHealthReport health) => new(
        WireNames.WorkerHealthSchema, WireNames.Product, health.HealthId, health.GeneratedAt, health.AlertLevel,
        health.ExpectedIntervalMinutes, health.MissedAfterMinutes, health.StaleMetadataMinutes, health.RunCount,
        health.RetryPlanCount, health.RetryableCount, health.SelectedRetryCount, health.MissedRunCount, health.LateRunCount,
        health.FailedJobCount, health.OverrunCount, health.DisabledScheduleCount, health.StaleRetryPlanCount,
        health.ConnectorDeliveryFailureCount, health.UnacknowledgedAlertCount, health.LatestRunId, health.LatestRunAt,
        health.LatestRunAgeMinutes, health.LatestRetryPlanId, health.LatestRetryPlanAgeMinutes,
        [.. health.FailedDeliveries.Select(FailedDeliveryView.Of)], health.Alerts, health.Recommendations,
        [.. health.Latest.Select(HealthRunView.Of)]);
}

/// <summary>One failed audit destination, with what a retry plan would say of it now.</summary>
public sealed record FailedDeliveryView(
    DestinationId DestinationId, AuditDeliveryId DeliveryId, AuditPackageId AuditId, string Connector, string Provider,
    DateTimeOffset FirstFailedAt, FailureClass? FailureClass, RetryAction Action, RetryReason ReasonCode)
{
    public static FailedDeliveryView Of(OpenDestination open) => new(
        open.DestinationId, open.DeliveryId, open.AuditId, open.Connector, open.Provider, open.OpenSince, open.FailureClass,
        open.Action, open.Reason);
}

/// <summary>One worker run, in few words.</summary>
public sealed record HealthRunView(
    WorkerRunId RunId, RunState State, bool DryRun, RunTrigger Trigger, DateTimeOffset WindowStart, DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt, int SelectedRetryCount)
{
    public static HealthRunView Of(RunFact run) => new(
        run.Id, run.State, run.Mode is RunMode.DryRun, run.Trigger, run.WindowStart, run.StartedAt, run.CompletedAt,
        run.SelectedRetryCount);
}
