using System.Diagnostics;
using Cavra.Domain.AuditDeliveries;

namespace Cavra.Domain.Evidence;

public static partial class WireNames
{
    public const string AuditDeliverySchema = "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-plan.v1";

    public const string AuditDeliveryKind = "go-backend-rollback-drill-acknowledgement-audit-delivery-plan";

    public const string ConnectorDeliverySchema = "cavra.connector.delivery.v1";

    public const string ConnectorDeliveryKind = "release-connector-delivery";

    public const string AttemptKind = "release-connector-attempt";

    /// <summary>That an attempt nobody asked for by hand has begun.</summary>
    public const string AttemptBegunKind = "release-connector-attempt-begun";

    /// <summary>That a vendor was asked again for its confirmation, or gave it.</summary>
    public const string ConfirmationKind = "release-connector-confirmation";

    public const string DestinationSchema = "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-destination.v1";

    public const string DestinationListSchema =
        "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-destinations.v1";

    /// <summary>The <c>connector_delivery_source</c>.</summary>
    public static string Of(DeliverySource source) => source switch
    {
        DeliverySource.Notification => "go_backend_rollback_drill_notification",
        DeliverySource.AcknowledgementAudit => "go_backend_rollback_drill_acknowledgement_audit",
        DeliverySource.WorkerHealthAlert => "go_backend_rollback_drill_acknowledgement_audit_worker_health_alert",
        DeliverySource.RecoveryEscalation => "go_backend_rollback_drill_acknowledgement_audit_recovery_escalation",
        _ => throw new UnreachableException(),
    };

    /// <summary>The CloudEvents type of what that source sends.</summary>
    public static string EventTypeOf(DeliverySource source) => source switch
    {
        DeliverySource.Notification => "cavra.go_backend.rollback_drill.notification",
        DeliverySource.AcknowledgementAudit => "cavra.go_backend.rollback_drill.acknowledgement_audit_delivery",
        DeliverySource.WorkerHealthAlert => "cavra.go_backend.rollback_drill.acknowledgement_audit_worker_health_alert",
        DeliverySource.RecoveryEscalation => "cavra.go_backend.rollback_drill.acknowledgement_audit_recovery_escalation",
        _ => throw new UnreachableException(),
    };

    /// <summary>Reads a <c>connector_delivery_source</c>.</summary>
    public static bool TryParse(string? text, out DeliverySource source)
    {
        foreach (var candidate in Enum.GetValues<DeliverySource>())
        {
            if (Of(candidate) == text)
            {
                source = candidate;
                return true;
            }
        }

        source = default;
        return false;
    }

    public const string AuditPackageSchema = "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-package.v1";

    public const string AuditPackageKind = "go-backend-rollback-drill-acknowledgement-audit-package";

    public const string ConnectorListSchema = "cavra.connectors.v1";

    public const string ConnectorTestSchema = "cavra.connector.test.v1";

    public const string ConnectorTestKind = "release-connector-test";

    /// <summary>CloudEvents type of a connector test.</summary>
    public const string ConnectorTestEventType = "cavra.connector.test";

    public const string ConnectorStateSchema = "cavra.connector.state.v1";

    public const string ConnectorStateKind = "release-connector-state";

    /// <summary>That a connector's failures in a row have reached a share of its limit.</summary>
    public const string ConnectorWarningKind = "release-connector-warning";

    /// <summary>Schema of the schedule document, as it is put and as it is filed.</summary>
    public const string DrillScheduleDocumentSchema = "cavra.go-backend-rollback-drill-schedule.v1";

    /// <summary>Schema of a drill history file.</summary>
    public const string DrillHistoryFileSchema = "cavra.go-backend-rollback-drill-history.v1";

    public const string DrillScheduleReportSchema = "cavra.go-backend-pilot.rollback-drill-schedule.v1";

    public const string DrillHistorySchema = "cavra.go-backend-pilot.rollback-drill-history.v1";

    public const string DrillScheduleKind = "go-backend-rollback-drill-schedule";

    public const string DrillKind = "go-backend-rollback-drill-record";

    public const string HealthAlertPlanSchema = WorkerSchemas + "worker-health-alert-plan.v1";
    public const string HealthAlertAcknowledgementSchema = WorkerSchemas + "worker-health-alert-ack.v1";
    public const string HealthAlertHistorySchema = WorkerSchemas + "worker-health-alert-history.v1";
    public const string OutstandingHealthAlertsSchema = WorkerSchemas + "worker-health-alerts-outstanding.v1";
    public const string HealthAlertDashboardSchema = WorkerSchemas + "worker-health-alert-dashboard.v1";

    public const string HealthAlertPlanKind = WorkerKinds + "worker-health-alert-plan";
    public const string HealthEpisodeKind = WorkerKinds + "worker-health-episode";
    public const string HealthAlertAcknowledgementKind = WorkerKinds + "worker-health-alert-ack";

    public const string LoopListSchema = "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-loops.v1";

    public const string LoopGatesSchema = "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-loop-gates.v1";

    public const string LoopSchema = "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-loop.v1";

    public const string NotificationPlanSchema = "cavra.go-backend-pilot.rollback-drill-notification-plan.v1";

    public const string NotificationAcknowledgementSchema = "cavra.go-backend-pilot.rollback-drill-notification-ack.v1";

    public const string BulkAcknowledgementSchema = "cavra.go-backend-pilot.rollback-drill-bulk-acknowledgement.v1";

    public const string EscalationPlanSchema = "cavra.go-backend-pilot.rollback-drill-notification-escalation-plan.v1";

    public const string NotificationHistorySchema = "cavra.go-backend-pilot.rollback-drill-notification-history.v1";

    public const string NotificationDashboardSchema = "cavra.go-backend-pilot.rollback-drill-notification-dashboard.v1";

    public const string RoutingHistorySchema = "cavra.go-backend-pilot.rollback-drill-routing-history.v1";

    public const string SuppressionTrendSchema = "cavra.go-backend-pilot.rollback-drill-routing-suppression-trend.v1";

    public const string NotificationPlanKind = "go-backend-rollback-drill-notification-plan";

    public const string NotificationAcknowledgementKind = "go-backend-rollback-drill-notification-ack";

    public const string EscalationPlanKind = "go-backend-rollback-drill-notification-escalation-plan";

    public const string ObligationsSchema = "cavra.obligations.v1";

    public const string RetryPlanSchema = "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-retry-plan.v1";

    public const string RetryPlanKind = "go-backend-rollback-drill-acknowledgement-audit-delivery-retry-plan";

    public const string RetryPlanHistorySchema =
        "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-retry-plan-history.v1";

    public const string RetryAcknowledgementSchema =
        "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-retry-ack.v1";

    public const string RetryAcknowledgementKind = "go-backend-rollback-drill-acknowledgement-audit-delivery-retry-ack";

    public const string DayStatisticsSchema = "cavra.statistics.days.v1";

    public const string WorkerHealthSchema = WorkerSchemas + "worker-health.v1";

    private const string WorkerSchemas = "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-";
    private const string WorkerKinds = "go-backend-rollback-drill-acknowledgement-audit-delivery-";

    public const string WorkerRunSchema = WorkerSchemas + "worker-run.v1";
    public const string WorkerHistorySchema = WorkerSchemas + "worker-history.v1";
    public const string WorkerDashboardSchema = WorkerSchemas + "worker-dashboard.v1";
    public const string WorkerScheduleSchema = WorkerSchemas + "worker-schedule.v1";

    public const string WorkerRunKind = WorkerKinds + "worker-run";
    public const string WorkerScheduleKind = WorkerKinds + "worker-schedule";

    public const string ApprovalPlanSchema = WorkerSchemas + "retry-execution-approval-plan.v1";
    public const string ApprovalDecisionSchema = WorkerSchemas + "retry-execution-approval-decision.v1";
    public const string ApprovalListSchema = WorkerSchemas + "retry-execution-approvals.v1";
    public const string ExecutionSchema = WorkerSchemas + "retry-execution-record.v1";
    public const string ExecutionListSchema = WorkerSchemas + "retry-execution-history.v1";

    public const string ApprovalPlanKind = WorkerKinds + "retry-execution-approval-plan";
    public const string ApprovalDecisionKind = WorkerKinds + "retry-execution-approval-decision";
    public const string ExecutionKind = WorkerKinds + "retry-execution-record";

    public const string RecoveryPlaybookSchema = WorkerSchemas + "connector-recovery-playbook.v1";
    public const string RecoveryPlaybookListSchema = WorkerSchemas + "connector-recovery-playbooks.v1";
    public const string RecoveryClosureSchema = WorkerSchemas + "connector-recovery-closure.v1";
    public const string RecoveryReportSchema = WorkerSchemas + "retry-recovery-report.v1";
    public const string RecoveryEscalationPlanSchema = WorkerSchemas + "recovery-escalation-plan.v1";

    public const string RecoveryPlaybookKind = WorkerKinds + "connector-recovery-playbook";
    public const string RecoveryClosureKind = WorkerKinds + "connector-recovery-closure";
    public const string RecoveryEscalationPlanKind = WorkerKinds + "recovery-escalation-plan";

    /// <summary>That a recovery escalation plan is being sent.</summary>
    public const string RecoveryEscalationKind = WorkerKinds + "recovery-escalation";
}
