namespace Cavra.Domain.WorkerHealth;

/// <summary>The kinds of trouble that worker health knows, in the order in which it tells them.</summary>
public enum HealthCategory
{
    MissedWorkerRun,
    FailedWorkerRun,
    WorkerOverrun,
    AttemptsExhausted,
    RetryableDeliveries,
    ConnectorFailure,
    StaleRetryPlan,
    DisabledSchedule,
    UnacknowledgedAlert,
    EvidenceUnsigned,
}
