namespace Cavra.Domain.AuditDeliveries;

/// <summary>What something is sent for.</summary>
public enum DeliverySource
{
    Notification,

    /// <summary>Evidence: the only source that opens loops and needs governed retries.</summary>
    AcknowledgementAudit,
    WorkerHealthAlert,
    RecoveryEscalation,
}
