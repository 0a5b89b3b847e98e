using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Domain.WorkerHealth;

/// <summary>The operations that recommendations send people to, by the names and paths they have in the OpenAPI document.</summary>
internal static class HealthOperations
{
    private const string Deliveries = "/runtime/go-pilot/rollback-drill-notifications/acknowledgements/audit-delivery";

    public static HealthRecommendation RunWorker(HealthCategory category, string text) =>
        new(category, text, "RunWorker", Deliveries + "/worker-run");

    public static HealthRecommendation GetRun(HealthCategory category, string text, WorkerRunId run) =>
        new(category, text, "GetWorkerRun", $"{Deliveries}/worker-runs/{run}");

    public static HealthRecommendation PlanRetry(HealthCategory category, string text) =>
        new(category, text, "PlanRetries", Deliveries + "/retry-plan");

    public static HealthRecommendation AcknowledgeRetry(HealthCategory category, string text, RetryPlanId retryPlanId) =>
        new(category, text, "AcknowledgeRetryPlan", $"{Deliveries}/retry-plans/{retryPlanId}/acknowledgements");

    public static HealthRecommendation TestConnector(HealthCategory category, string text, string connector) =>
        new(category, text, "TestConnector", $"/connectors/{Uri.EscapeDataString(connector)}/test", connector);

    public static HealthRecommendation PutSchedule(HealthCategory category, string text) =>
        new(category, text, "DefineWorkerSchedule", Deliveries + "/worker-schedule");

    public static HealthRecommendation ListLogKeys(HealthCategory category, string text) =>
        new(category, text, "ListLogKeys", "/evidence/keys");

    public static HealthRecommendation AcknowledgeAlert(HealthCategory category, string text, HealthId health, string? connector) =>
        new(category, text, "AcknowledgeHealthAlert", $"{Deliveries}/worker-health-alerts/{health}/acknowledgements", connector);
}
