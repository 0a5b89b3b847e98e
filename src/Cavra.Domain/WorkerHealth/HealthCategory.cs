namespace Cavra.Domain.WorkerHealth;

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

    /// <summary>Connectors have open failures.</summary>
    ConnectorFailure,

    /// <summary>No recent plan covers open destinations.</summary>
    StaleRetryPlan,

    /// <summary>The schedule is off while destinations are open.</summary>
    DisabledSchedule,

    /// <summary>Nobody settled a delivered alert within its minutes.</summary>
    UnacknowledgedAlert,

    /// <summary>Entries have waited for the log for more than a minute.</summary>
    EvidenceUnsigned,
}
