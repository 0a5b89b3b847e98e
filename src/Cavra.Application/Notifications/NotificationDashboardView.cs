using Cavra.Application.Evidence;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.Notifications;

/// <summary>The numbers of the loop. Counts are of everything that ever happened unless their name says what is open.</summary>
public sealed record NotificationDashboardView
{
    /// <summary>Version of this document.</summary>
    public string SchemaVersion { get; init; } = WireNames.NotificationDashboardSchema;

    /// <summary>Always CAVRA.</summary>
    public string Product { get; init; } = WireNames.Product;

    /// <summary>When it was counted.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>Critical when a route is breached or an audit delivery is open, a warning when a route awaits its answer.</summary>
    public required AlertLevel AlertLevel { get; init; }

    /// <summary>Notification plans.</summary>
    public required long PlanCount { get; init; }

    /// <summary>Rounds of attempts for whatever purpose.</summary>
    public required long DeliveryCount { get; init; }

    /// <summary>Rounds of notifications.</summary>
    public required long NotificationDeliveryCount { get; init; }

    /// <summary>Rounds, for whatever purpose, that a connector did not take.</summary>
    public required long FailedDeliveryCount { get; init; }

    /// <summary>Answers to notifications.</summary>
    public required long AcknowledgementCount { get; init; }

    /// <summary>Notified routes that nobody has settled, now.</summary>
    public required int OutstandingAcknowledgementCount { get; init; }

    /// <summary>The oldest of them.</summary>
    public required IReadOnlyList<OutstandingAcknowledgementView> OutstandingAcknowledgements { get; init; }

    /// <summary>The newest entries, at most 10.</summary>
    public required IReadOnlyList<MetadataItem> Latest { get; init; }

    /// <summary>Audit packages.</summary>
    public required long AcknowledgementAuditPackageCount { get; init; }

    /// <summary>Rounds of audit deliveries that a connector did not take.</summary>
    public required long FailedAcknowledgementAuditDeliveryCount { get; init; }

    /// <summary>Plans of audit deliveries.</summary>
    public required long AcknowledgementAuditDeliveryPlanCount { get; init; }

    /// <summary>Rounds of audit deliveries, governed retries among them.</summary>
    public required long AcknowledgementAuditDeliveryCount { get; init; }

    /// <summary>Those of them that every connector took.</summary>
    public required long AcknowledgementAuditDeliverySuccessCount { get; init; }

    /// <summary>0 to 1; null while nothing was delivered.</summary>
    public required double? AcknowledgementAuditDeliverySuccessRate { get; init; }

    /// <summary>Connectors that audit packages ever went to.</summary>
    public required IReadOnlyList<string> AcknowledgementAuditDeliveryProviders { get; init; }

    /// <summary>Critical while an audit delivery is open.</summary>
    public required AlertLevel AcknowledgementAuditDeliveryHealth { get; init; }

    /// <summary>Retry plans.</summary>
    public required long AcknowledgementAuditDeliveryRetryPlanCount { get; init; }

    /// <summary>Destinations of audit deliveries whose next action is a retry, as worker health counts them.</summary>
    public required long AcknowledgementAuditDeliveryRetryableCount { get; init; }

    /// <summary>Reviews of retry plans' decisions.</summary>
    public required long AcknowledgementAuditDeliveryRetryAckCount { get; init; }

    /// <summary>Plans of what needs approval before a live retry.</summary>
    public long AcknowledgementAuditDeliveryRetryExecutionApprovalPlanCount { get; init; }

    /// <summary>Decisions on approvals, whatever they say.</summary>
    public long AcknowledgementAuditDeliveryRetryExecutionApprovalDecisionCount { get; init; }

    /// <summary>Those of them that approve.</summary>
    public long AcknowledgementAuditDeliveryRetryExecutionApprovedCount { get; init; }

    /// <summary>Execution records, one a live retry, skipped ones among them.</summary>
    public long AcknowledgementAuditDeliveryRetryExecutionRecordCount { get; init; }

    /// <summary>Live retries that the receiver took.</summary>
    public long AcknowledgementAuditDeliveryRetryExecutionSuccessCount { get; init; }

    /// <summary>Live retries that failed.</summary>
    public long AcknowledgementAuditDeliveryRetryExecutionFailedCount { get; init; }

    /// <summary>Recovery playbooks.</summary>
    public long AcknowledgementAuditDeliveryConnectorRecoveryPlaybookCount { get; init; }

    /// <summary>Closures of recovery playbooks, whatever they say.</summary>
    public long AcknowledgementAuditDeliveryConnectorRecoveryClosureCount { get; init; }

    /// <summary>Recoveries that are resolved or mitigated, counted up to 10,000.</summary>
    public long AcknowledgementAuditDeliveryConnectorRecoveryClosedCount { get; init; }

    /// <summary>Plans that escalate breached recoveries.</summary>
    public long AcknowledgementAuditDeliveryRecoveryEscalationPlanCount { get; init; }

    /// <summary>Worker runs that have ended.</summary>
    public required long AcknowledgementAuditDeliveryWorkerRunCount { get; init; }

    /// <summary>Dry runs that have ended.</summary>
    public required long AcknowledgementAuditDeliveryWorkerDryRunCount { get; init; }

    /// <summary>Live runs that have ended.</summary>
    public required long AcknowledgementAuditDeliveryWorkerExecutedCount { get; init; }

    /// <summary>Plans of worker-health alerts.</summary>
    public required long AcknowledgementAuditDeliveryWorkerHealthAlertCount { get; init; }

    /// <summary>Answers to worker-health alerts.</summary>
    public required long AcknowledgementAuditDeliveryWorkerHealthAlertAckCount { get; init; }

    internal static NotificationDashboardView Of(
        EvidenceCounts tallies, OpenWork open, IReadOnlyList<OutstandingAcknowledgementView> outstanding,
        IReadOnlyList<MetadataItem> latest, DateTimeOffset now)
    {
        const DeliverySource Audit = DeliverySource.AcknowledgementAudit;
        var (delivered, failed) = (tallies.Deliveries(Audit, success: true), tallies.Deliveries(Audit, success: false));
        var sources = Enum.GetValues<DeliverySource>();
        return new NotificationDashboardView
        {
            GeneratedAt = now,
            AlertLevel = open.Level,
            PlanCount = tallies.Entries(WireNames.NotificationPlanKind),
            DeliveryCount = sources.Sum(tallies.Deliveries),
            NotificationDeliveryCount = tallies.Deliveries(DeliverySource.Notification),
            FailedDeliveryCount = sources.Sum(source => tallies.Deliveries(source, success: false)),
            AcknowledgementCount = tallies.Entries(WireNames.NotificationAcknowledgementKind),
            OutstandingAcknowledgementCount = open.Outstanding,
            OutstandingAcknowledgements = outstanding,
            Latest = latest,
            AcknowledgementAuditPackageCount = tallies.Entries(WireNames.AuditPackageKind),
            FailedAcknowledgementAuditDeliveryCount = failed,
            AcknowledgementAuditDeliveryPlanCount = tallies.Entries(WireNames.AuditDeliveryKind),
            AcknowledgementAuditDeliveryCount = delivered + failed,
            AcknowledgementAuditDeliverySuccessCount = delivered,
            AcknowledgementAuditDeliverySuccessRate =
                delivered + failed == 0 ? null : Math.Round((double)delivered / (delivered + failed), 4),
            AcknowledgementAuditDeliveryProviders = tallies.Connectors(Audit),
            AcknowledgementAuditDeliveryHealth = open.AuditDeliveryHealth,
            AcknowledgementAuditDeliveryRetryPlanCount = tallies.Entries(WireNames.RetryPlanKind),
            AcknowledgementAuditDeliveryRetryableCount = open.Retryable,
            AcknowledgementAuditDeliveryRetryAckCount = tallies.Entries(WireNames.RetryAcknowledgementKind),
            AcknowledgementAuditDeliveryRetryExecutionApprovalPlanCount = tallies.Entries(WireNames.ApprovalPlanKind),
            AcknowledgementAuditDeliveryRetryExecutionApprovalDecisionCount = tallies.Entries(WireNames.ApprovalDecisionKind),
            AcknowledgementAuditDeliveryRetryExecutionApprovedCount =
                tallies.Acknowledgements(WireNames.ApprovalDecisionKind, WireName.Of(ApprovalAnswer.Approved)),
            AcknowledgementAuditDeliveryRetryExecutionRecordCount = tallies.Entries(WireNames.ExecutionKind),
            AcknowledgementAuditDeliveryRetryExecutionSuccessCount =
                tallies.Acknowledgements(WireNames.ExecutionKind, WireName.Of(ExecutionStatus.Delivered)),
            AcknowledgementAuditDeliveryRetryExecutionFailedCount =
                tallies.Acknowledgements(WireNames.ExecutionKind, WireName.Of(ExecutionStatus.Failed)),
            AcknowledgementAuditDeliveryConnectorRecoveryPlaybookCount = tallies.Entries(WireNames.RecoveryPlaybookKind),
            AcknowledgementAuditDeliveryConnectorRecoveryClosureCount = tallies.Entries(WireNames.RecoveryClosureKind),
            AcknowledgementAuditDeliveryConnectorRecoveryClosedCount = open.RecoveriesClosed,
            AcknowledgementAuditDeliveryRecoveryEscalationPlanCount = tallies.Entries(WireNames.RecoveryEscalationPlanKind),
            AcknowledgementAuditDeliveryWorkerRunCount = tallies.EndedRuns(dryRun: true) + tallies.EndedRuns(dryRun: false),
            AcknowledgementAuditDeliveryWorkerDryRunCount = tallies.EndedRuns(dryRun: true),
            AcknowledgementAuditDeliveryWorkerExecutedCount = tallies.EndedRuns(dryRun: false),
            AcknowledgementAuditDeliveryWorkerHealthAlertCount = tallies.Entries(WireNames.HealthAlertPlanKind),
            AcknowledgementAuditDeliveryWorkerHealthAlertAckCount = tallies.Entries(WireNames.HealthAlertAcknowledgementKind),
        };
    }
}

/// <summary>A notified route that nobody has settled yet.</summary>
/// <param name="RouteId">Id of the route: one plan, one owner, one connector.</param>
/// <param name="PlanId">Id of the notification plan.</param>
/// <param name="ScheduleId">Name of the drill schedule.</param>
/// <param name="Connector">Name of the connector it goes to.</param>
/// <param name="Provider">Its vendor; its name where there was no such connector.</param>
/// <param name="Owner">Who has to answer for it.</param>
/// <param name="EscalationOwner">Who is told when the owner does not answer in time; null where the schedule names nobody.</param>
/// <param name="AcknowledgementState">The newest answer, which did not settle it; null while nobody answered.</param>
/// <param name="AcknowledgementMinutes">Minutes in which an answer is due.</param>
/// <param name="AgeMinutes">Whole minutes since it was decided.</param>
/// <param name="Breached">Whether it is older than its minutes.</param>
public sealed record OutstandingAcknowledgementView(
    NotificationRouteId RouteId, NotificationPlanId PlanId, string ScheduleId, string Connector, string Provider,
    string Owner, string? EscalationOwner, AcknowledgementState? AcknowledgementState, int AcknowledgementMinutes, long AgeMinutes, bool Breached)
{
    public static OutstandingAcknowledgementView Of(NotificationRoute route, DateTimeOffset now) => new(
        route.Id, route.PlanId, route.ScheduleId, route.Connector, route.Provider ?? route.Connector, route.Owner, route.EscalationOwner,
        route.AcknowledgementState,
        route.AcknowledgementMinutes, (now - route.CreatedAt).Ticks / TimeSpan.TicksPerMinute,
        route.IsBreached(policyMinutes: null, now));
}
