using Cavra.Application.Evidence;
using Cavra.Application.Ports;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Connectors;

/// <summary>Proves that a connector's failures in a row have reached shares of its limit: each share once until something gets through.</summary>
internal sealed class ConnectorWarnings(IConnectorCatalog catalog, EvidenceJournal journal)
{
    /// <summary>Writes what is to be told after an attempt. A connector that the file has no more has no limit.</summary>
    /// <param name="state">What is known of the connector, locked, with the attempt in it.</param>
    /// <param name="attempt">The entry that proves the attempt.</param>
    public void Write(ConnectorState state, EvidenceId attempt)
    {
        if (catalog.Find(state.Name) is not { } connector)
        {
            return;
        }

        foreach (var warning in state.Warn(connector.FailureLimit))
        {
            journal.Prove(warning, warning.Evidence.Summary, buildsOn: [attempt]);
        }
    }
}
