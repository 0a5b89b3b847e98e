using Cavra.Domain.WorkerRuns;

namespace Cavra.Domain.WorkerHealth;

/// <summary>The operations that recommendations send people to, with their paths.</summary>
internal static class HealthOperations
{
    private const string Deliveries = "/runtime/go-pilot/rollback-drill-notifications/acknowledgements/audit-delivery";

    public static HealthRecommendation RunWorker(HealthCategory category, string text) =>
        new(category, text, "run_audit_worker", Deliveries + "/worker-run");

    public static HealthRecommendation GetRun(HealthCategory category, string text, WorkerRunId run) =>
        new(category, text, "get_audit_worker_run", $"{Deliveries}/worker-runs/{run}");

    public static HealthRecommendation PlanRetry(HealthCategory category, string text) =>
        new(category, text, "plan_audit_retry", Deliveries + "/retry-plan");

    public static HealthRecommendation AcknowledgeRetry(HealthCategory category, string text, string retryPlanId) =>
        new(category, text, "acknowledge_audit_retry", $"{Deliveries}/retry-plans/{retryPlanId}/acknowledgements");

    public static HealthRecommendation TestConnector(HealthCategory category, string text, string connector) =>
        new(category, text, "test_connector", $"/connectors/{Uri.EscapeDataString(connector)}/test");

    public static HealthRecommendation PutSchedule(HealthCategory category, string text) =>
        new(category, text, "put_audit_worker_schedule", Deliveries + "/worker-schedule");

    public static HealthRecommendation AcknowledgeAlert(HealthCategory category, string text, HealthId health) =>
        new(category, text, "acknowledge_worker_health_alert", $"{Deliveries}/worker-health-alerts/{health}/acknowledgements");
}
