namespace Cavra.Domain.AuditDeliveries;

/// <summary>How one attempt at a destination ended.</summary>
public enum DeliveryOutcome
{
    /// <summary>The receiver answered 2xx and has no way to confirm.</summary>
    Accepted,

    /// <summary>The receiver proved that it has the event.</summary>
    Confirmed,

    /// <summary>The receiver answered 2xx, and its confirmation did not come within its time.</summary>
    Unconfirmed,

    /// <summary>The attempt failed; see the failure class.</summary>
    Failed,

    /// <summary>No attempt was made, on purpose.</summary>
    Held,
}

/// <summary>Why an attempt failed.</summary>
public enum FailureClass
{
    Unreachable,
    Timeout,
    Tls,
    GuardRefused,
    Authentication,
    Rejected,
    Throttled,
    ServerError,
    NotConfirmed,
    Misconfigured,

    /// <summary>The worker died between sending and recording: whether the receiver has the event is unknown.</summary>
    Interrupted,
}

/// <summary>Whose side an attempt failed on.</summary>
public enum Fault
{
    None,
    Theirs,
    Ours,
    Network,
}
