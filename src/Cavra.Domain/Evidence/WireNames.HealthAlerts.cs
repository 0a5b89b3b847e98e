namespace Cavra.Domain.Evidence;

public static partial class WireNames
{
    public const string HealthAlertPlanSchema = WorkerSchemas + "worker-health-alert-plan.v1";
    public const string HealthAlertAcknowledgementSchema = WorkerSchemas + "worker-health-alert-ack.v1";
    public const string HealthAlertHistorySchema = WorkerSchemas + "worker-health-alert-history.v1";
    public const string OutstandingHealthAlertsSchema = WorkerSchemas + "worker-health-alerts-outstanding.v1";
    public const string HealthAlertDashboardSchema = WorkerSchemas + "worker-health-alert-dashboard.v1";

    public const string HealthAlertPlanKind = WorkerKinds + "worker-health-alert-plan";
    public const string HealthEpisodeKind = WorkerKinds + "worker-health-episode";
    public const string HealthAlertAcknowledgementKind = WorkerKinds + "worker-health-alert-ack";
}
