namespace Cavra.Domain.AuditDeliveries;

/// <summary>Where a destination stands.</summary>
public enum DestinationState
{
    /// <summary>The first attempt is due and was not made yet.</summary>
    Pending,

    /// <summary>An attempt is under way, for as long as its lease lasts.</summary>
    Sending,

    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>The newest attempt failed.</summary>
    Failed,

    /// <summary>Deliberately not tried.</summary>
    Held,

    /// <summary>A person resolved or dismissed it without delivery.</summary>
    Closed,
}

/// <summary>Why a destination was deliberately not tried.</summary>
public enum HoldReason
{
    /// <summary>The connector is not in the file, is switched off, or can't be used as configured.</summary>
    ConnectorMissing,

    /// <summary>A person paused the connector.</summary>
    ConnectorPaused,

    /// <summary>The connector failed too often in a row to be tried now.</summary>
    CircuitOpen,

    /// <summary>The receiver said 410; a person must test the connector.</summary>
    ConnectorGone,
}
