using Cavra.Domain.Evidence;

namespace Cavra.Cli.Serving;

/// <summary>The addresses of the HTTP contract that the command calls.</summary>
internal static class WirePaths
{
    public const string Liveness = "/health/live";

    public const string Runtime = ContractPaths.Runtime;

    public const string Schedules = Runtime + "/rollback-drill-schedules";

    public const string ScheduleReport = Runtime + "/rollback-drill-schedule";

    public const string Drills = Runtime + "/rollback-drills";

    public const string Notifications = ContractPaths.Notifications;

    public const string NotificationDelivery = Notifications + "/deliver";

    public const string NotificationRoutes = Notifications + "/routes";

    public const string NotificationDashboard = Notifications + "/dashboard";

    public const string AuditDelivery = ContractPaths.AuditDelivery;

    public const string Destinations = AuditDelivery + "/destinations";

    public const string Loops = AuditDelivery + "/loops";

    public const string RetryPlan = AuditDelivery + "/retry-plan";

    public const string Approvals = AuditDelivery + "/approvals";

    public const string ApprovalPlan = AuditDelivery + "/retry-execution-approval-plan";

    public const string Executions = AuditDelivery + "/retry-execution-records";

    public const string RecoveryPlaybook = AuditDelivery + "/connector-recovery-playbook";

    public const string RecoveryReport = AuditDelivery + "/retry-recovery-report";

    public const string WorkerRun = AuditDelivery + "/worker-run";

    public const string WorkerHealth = AuditDelivery + "/worker-health";

    public const string HealthAlerts = AuditDelivery + "/worker-health-alerts";

    public const string HealthAlertDelivery = HealthAlerts + "/deliver";

    public const string Connectors = "/connectors";

    public const string Policy = "/policy";

    public const string Obligations = "/obligations";

    public const string Keys = "/access/keys";

    public const string Log = "/evidence";

    public const string Entries = Log + "/entries";

    public const string Exports = Log + "/exports";

    public const string Checkpoint = Log + "/checkpoint";

    public const string Timestamp = Log + "/timestamp";

    public const string LogKeys = Log + "/keys";

    public const string Retention = Log + "/retention";

    public const string Erasures = Log + "/erasures";

    public const string ConsoleConfig = "/console/config";

    public const string Ready = "/health/ready";

    /// <summary>The address of one of a list.</summary>
    public static string Under(string list, string id) => $"{list}/{Uri.EscapeDataString(id)}";

    public static string NotificationAcknowledgements(string scheduleId) => $"{Under(Notifications, scheduleId)}/acknowledgements";

    public static string HealthAlertAcknowledgements(string healthId) => $"{Under(HealthAlerts, healthId)}/acknowledgements";

    public static string RetryAcknowledgements(string planId) =>
        $"{Under(AuditDelivery + "/retry-plans", planId)}/acknowledgements";

    public static string ApprovalDecisions(string planId) =>
        $"{Under(AuditDelivery + "/retry-execution-approval-plans", planId)}/decisions";

    public static string RecoveryClosures(string playbookId) =>
        $"{Under(AuditDelivery + "/connector-recovery-playbooks", playbookId)}/closures";

    public static string Receipt(string evidenceId) => $"{Under(Entries, evidenceId)}/receipt";

    public static string ErasureConfirmations(string erasureId) => $"{Under(Erasures, erasureId)}/confirm";

    public static string PauseConnector(string name) => $"{Under(Connectors, name)}/pause";

    public static string RevokeKey(string keyId) => $"{Under(Keys, keyId)}/revoke";
}
