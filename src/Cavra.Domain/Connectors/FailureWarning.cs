using Cavra.Domain.Evidence;

namespace Cavra.Domain.Connectors;

/// <summary>That a connector has reached a share of its failure limit for the first time since something got through it.</summary>
/// <param name="Connector">The connector's name.</param>
/// <param name="Share">Which share, and by how many failures.</param>
public sealed record FailureWarning(string Connector, FailureShare Share) : IEvidenced
{
    public EvidenceFacts Evidence => new(WireNames.ConnectorWarningKind, "connector", Connector, new Dictionary<string, object?>
    {
        ["connector"] = Connector,
        ["consecutive_failures"] = Share.Failures,
        ["limit"] = Share.Limit,
        ["percent"] = Share.Percent,
    });
}
