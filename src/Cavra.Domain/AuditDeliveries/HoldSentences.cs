using System.Diagnostics;

namespace Cavra.Domain.AuditDeliveries;

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
