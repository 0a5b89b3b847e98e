using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerHealth;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.WorkerHealth;

/// <summary>Worker health, as answers show it.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="HealthId">Digest of the trouble itself: the same trouble has the same id, whenever it is looked at.</param>
/// <param name="GeneratedAt">When it was looked at.</param>
/// <param name="AlertLevel">The worst severity of the findings; healthy where there are none.</param>
/// <param name="ExpectedIntervalMinutes">Minutes in which a run is expected.</param>
/// <param name="MissedAfterMinutes">Minutes after a window's start from which it counts as missed: the interval and the grace.</param>
/// <param name="StaleMetadataMinutes">Minutes from which on a retry plan is stale.</param>
/// <param name="RunCount">Worker runs that were ever begun.</param>
/// <param name="RetryPlanCount">Retry plans that were ever made.</param>
/// <param name="RetryableCount">Open destinations whose action is retry now.</param>
/// <param name="SelectedRetryCount">Retries that the run that ended last took on.</param>
/// <param name="MissedRunCount">Whole windows, with their grace, that passed without a run since the last one or the schedule's last
/// change.</param>
/// <param name="LateRunCount">1 where the newest run started late, else 0.</param>
/// <param name="FailedJobCount">1 where the newest finished run failed or timed out, else 0.</param>
/// <param name="OverrunCount">Runs that have been going longer than they may.</param>
/// <param name="DisabledScheduleCount">1 where the schedule is off while destinations are open, else 0.</param>
/// <param name="StaleRetryPlanCount">Open destinations that no recent plan covers.</param>
/// <param name="ConnectorDeliveryFailureCount">Destinations of audit deliveries that stand at failed now.</param>
/// <param name="UnacknowledgedAlertCount">Delivered alerts that nobody settled within their minutes.</param>
/// <param name="LatestRunId">Id of the newest run; null where there was none.</param>
/// <param name="LatestRunAt">When the newest run began; null where there was none.</param>
/// <param name="LatestRunAgeMinutes">Whole minutes since then; null where there was none.</param>
/// <param name="LatestRetryPlanId">Id of the newest retry plan; null where there is none.</param>
/// <param name="LatestRetryPlanAgeMinutes">Whole minutes since it was made; null where there is none.</param>
/// <param name="FailedDeliveries">Failed audit destinations, oldest first, at most 10.</param>
/// <param name="Alerts">The findings, one a kind of trouble.</param>
/// <param name="Recommendations">What to do next about each finding.</param>
/// <param name="Latest">The newest runs, at most 10.</param>
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
/// <param name="DestinationId">Id of the destination: one event on its way to one connector.</param>
/// <param name="DeliveryId">Id of the audit delivery.</param>
/// <param name="AuditId">Id of the audit package.</param>
/// <param name="Connector">Name of the connector as configured.</param>
/// <param name="Provider">Vendor of the connector.</param>
/// <param name="FirstFailedAt">When it first failed.</param>
/// <param name="FailureClass">Why the newest failed attempt failed; null where it was only held.</param>
/// <param name="Action">What a retry plan would do with it now.</param>
/// <param name="ReasonCode">Why, as a retry plan's reason_code.</param>
public sealed record FailedDeliveryView(
    DestinationId DestinationId, AuditDeliveryId DeliveryId, AuditPackageId AuditId, string Connector, string Provider,
    DateTimeOffset FirstFailedAt, FailureClass? FailureClass, RetryAction Action, RetryReason ReasonCode)
{
    public static FailedDeliveryView Of(OpenDestination open) => new(
        open.DestinationId, open.DeliveryId, open.AuditId, open.Connector, open.Provider, open.OpenSince, open.FailureClass,
        open.Action, open.Reason);
}

/// <summary>One worker run, in few words.</summary>
/// <param name="RunId">Id of the worker run.</param>
/// <param name="State">Where the run stands.</param>
/// <param name="DryRun">Whether it only showed what a live run would do.</param>
/// <param name="Trigger">What started the run.</param>
/// <param name="WindowStart">First instant of the window.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="CompletedAt">When it ended; null while it has not.</param>
/// <param name="SelectedRetryCount">Retries that the run took on.</param>
public sealed record HealthRunView(
    WorkerRunId RunId, RunState State, bool DryRun, RunTrigger Trigger, DateTimeOffset WindowStart, DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt, int SelectedRetryCount)
{
    public static HealthRunView Of(RunFact run) => new(
        run.Id, run.State, run.Mode is RunMode.DryRun, run.Trigger, run.WindowStart, run.StartedAt, run.CompletedAt,
        run.SelectedRetryCount);
}
