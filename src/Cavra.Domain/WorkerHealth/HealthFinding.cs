using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Domain.WorkerHealth;

/// <summary>One thing that is wrong now, and what to do next about it.</summary>
public sealed record HealthFinding
{
    public required HealthCategory Category { get; init; }

    public required AlertLevel Severity { get; init; }

    /// <summary>How many things it is about; at least 1.</summary>
    public required long Count { get; init; }

    /// <summary>Since when it has been so.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>One public-safe sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The connectors it names, each once, in ordinal order; empty when it names none.</summary>
    public IReadOnlyList<string> Connectors { get; init; } = [];

    public required HealthRecommendation Recommendation { get; init; }
}

/// <summary>What to do next about a finding.</summary>
/// <param name="Category">The finding's category.</param>
/// <param name="Text">One sentence that says what to do.</param>
/// <param name="Operation">Name of the operation that does it.</param>
/// <param name="Href">Path of that operation.</param>
/// <param name="Connector">The connector that it is about; null where it is about none, or about several.</param>
public sealed record HealthRecommendation(HealthCategory Category, string Text, string Operation, string Href, string? Connector = null);

/// <summary>A finding as the health document and alerts tell it.</summary>
/// <param name="Severity">warning or critical, as the category has it.</param>
/// <param name="Category">Which trouble it is; there is one finding a category.</param>
/// <param name="Message">One fixed sentence with the number in it.</param>
/// <param name="Count">How many there are now.</param>
/// <param name="Since">Since when it is so.</param>
public sealed record HealthAlertLine(
    AlertLevel Severity, HealthCategory Category, string Message, long Count, DateTimeOffset Since);

/// <summary>The kinds of trouble that worker health knows, in the order in which it tells them.</summary>
public enum HealthCategory
{
    /// <summary>Whole windows passed without a run.</summary>
    MissedWorkerRun,

    /// <summary>The newest finished run failed or timed out.</summary>
    FailedWorkerRun,

    /// <summary>A run has been going longer than it may.</summary>
    WorkerOverrun,

    /// <summary>Open destinations are not retried by plan any more.</summary>
    AttemptsExhausted,

    /// <summary>Open destinations are to be retried.</summary>
    RetryableDeliveries,

    /// <summary>Connectors have open failures, keep failing in a row, or are described wrongly by the connector file.</summary>
    ConnectorFailure,

    /// <summary>No recent plan covers open destinations.</summary>
    StaleRetryPlan,

    /// <summary>The schedule is off while destinations are open.</summary>
    DisabledSchedule,

    /// <summary>Nobody settled a delivered alert within its minutes.</summary>
    UnacknowledgedAlert,

    /// <summary>Approvals were asked for, and nobody decided within the review minutes.</summary>
    ApprovalsWaiting,

    /// <summary>Approvals have expired, or what they are for has changed.</summary>
    ApprovalsStale,

    /// <summary>Entries have waited for the log for more than a minute.</summary>
    EvidenceUnsigned,

    /// <summary>The stored log is not what was signed: nothing is signed over it.</summary>
    EvidenceInconsistent,
}

/// <summary>The operations that recommendations send people to, by the names and paths they have in the OpenAPI document.</summary>
internal static class HealthOperations
{
    private const string Deliveries = ContractPaths.AuditDelivery;

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

    public static HealthRecommendation MendConnector(string connector) => new(
        HealthCategory.ConnectorFailure, $"Mend the connector {connector} in the connector file: its problem names line and member.", "GetConnector",
        $"/connectors/{Uri.EscapeDataString(connector)}", connector);

    public static HealthRecommendation MendConnectorFile { get; } = new(
        HealthCategory.ConnectorFailure, "Mend the connector file: the list of connectors says what is wrong with it.", "ListConnectors", "/connectors");

    public static HealthRecommendation PutSchedule(HealthCategory category, string text) =>
        new(category, text, "DefineWorkerSchedule", Deliveries + "/worker-schedule");

    public static HealthRecommendation Approvals(HealthCategory category, string text) => category is HealthCategory.ApprovalsWaiting
        ? new(category, text, "ListApprovals", Deliveries + "/approvals?state=requested")
        : new(category, text, "PlanApprovals", Deliveries + "/retry-execution-approval-plan");

    public static HealthRecommendation ListLogKeys(HealthCategory category, string text) =>
        new(category, text, "ListLogKeys", "/evidence/keys");

    public static HealthRecommendation AcknowledgeAlert(HealthCategory category, string text, HealthId health, string? connector) =>
        new(category, text, "AcknowledgeHealthAlert", $"{Deliveries}/worker-health-alerts/{health}/acknowledgements", connector);
}
