using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.WorkerRuns;

/// <summary>What a worker run contributes to the evidence of it.</summary>
internal static class RunEvidence
{
    public static EvidenceFacts Of(WorkerRun run, IEnumerable<AuditPackageId> audits) => new(
        WireNames.WorkerRunKind, "worker run", Ids.Format(run.Id), new Dictionary<string, object?>
        {
            ["worker_run_id"] = Ids.Format(run.Id),
            ["retry_plan_id"] = run.RetryPlanId?.ToString(),
            ["dry_run"] = run.DryRun,
            ["state"] = WireName.Of(run.State),
            ["failure"] = run.Failure is { } failure ? WireName.Of(failure) : null,
            ["trigger"] = WireName.Of(run.Trigger),
            ["cadence"] = run.Cadence,
            ["window_start"] = run.WindowStart,
            ["window_end"] = run.WindowEnd,
            ["missed_windows"] = run.MissedWindows,
            ["late"] = run.Late,
            ["worker_name"] = run.WorkerName,
            ["provider"] = run.Provider,
            [AuditsNamed.Member] = AuditsNamed.In(audits),
            ["retryable_count"] = run.Summary.RetryableCount,
            ["waiting_retry_count"] = run.Summary.WaitingRetryCount,
            ["suppressed_retry_count"] = run.Summary.SuppressedRetryCount,
            ["selected_retry_count"] = run.Summary.SelectedRetryCount,
            ["approval_pending_count"] = run.Summary.ApprovalPendingCount,
            ["delivered_count"] = run.Summary.DeliveredCount,
            ["failed_count"] = run.Summary.FailedCount,
            ["on_behalf_of"] = run.OnBehalfOf,
        });
}
