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
    /// <summary>No connection to the receiver came about.</summary>
    Unreachable,

    /// <summary>No answer came in time.</summary>
    Timeout,

    /// <summary>The certificate or the handshake was no good.</summary>
    Tls,

    /// <summary>The egress guard did not let it out: the receiver's address is not allowed.</summary>
    GuardRefused,

    /// <summary>The receiver does not accept the credential.</summary>
    Authentication,

    /// <summary>The receiver answered another 4xx.</summary>
    Rejected,

    /// <summary>The receiver asked to be left alone for a while.</summary>
    Throttled,

    /// <summary>The receiver answered 5xx.</summary>
    ServerError,

    /// <summary>The receiver took it, and did not prove that it has it.</summary>
    NotConfirmed,

    /// <summary>The connector can't be used as configured.</summary>
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
