namespace Cavra.Domain.Evidence;

/// <summary>The long names of the wire: schema versions and metadata kinds.</summary>
public static partial class WireNames
{
    private const string WorkerSchemas = "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-";
    private const string WorkerKinds = "go-backend-rollback-drill-acknowledgement-audit-delivery-";

    public const string WorkerRunSchema = WorkerSchemas + "worker-run.v1";
    public const string WorkerHistorySchema = WorkerSchemas + "worker-history.v1";
    public const string WorkerDashboardSchema = WorkerSchemas + "worker-dashboard.v1";
    public const string WorkerScheduleSchema = WorkerSchemas + "worker-schedule.v1";

    public const string WorkerRunKind = WorkerKinds + "worker-run";
    public const string WorkerScheduleKind = WorkerKinds + "worker-schedule";
}
