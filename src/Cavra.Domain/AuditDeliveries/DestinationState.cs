using System.Diagnostics;

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

/// <summary>What a person reads where no attempt was made.</summary>
internal static class HoldSentences
{
    public static string Of(HoldReason reason) => reason switch
    {
        HoldReason.ConnectorMissing => "Not tried: the connector is not configured, switched off, or not usable.",
        HoldReason.ConnectorPaused => "Not tried: the connector is paused.",
        HoldReason.CircuitOpen => "Not tried: the connector's circuit is open after repeated failures.",
        HoldReason.ConnectorGone => "Not tried: the receiver said that the endpoint is gone; test the connector.",
        _ => throw new UnreachableException(),
    };
}
