using Cavra.Domain.Connectors;

namespace Cavra.Application.Ports;

/// <summary>The connectors configured now. Reading it is cheap and consistent: one snapshot per reload of the file.</summary>
public interface IConnectorCatalog
{
    /// <summary>Every connector of the file in the file's order, the unusable ones included with their problem.</summary>
    IReadOnlyList<Connector> All { get; }

    /// <summary>The same connectors as people may see them.</summary>
    IReadOnlyList<ConnectorView> Views { get; }

    /// <summary>What is wrong with the newest version of the file; empty when it was taken as it is.</summary>
    IReadOnlyList<string> Problems { get; }

    /// <summary>
    /// Why no version of the file could be read since the start, so that the host can refuse to start; null when one could, or
    /// when none is configured.
    /// </summary>
    string? StartFailure { get; }

    /// <summary>The environment variables that the file names.</summary>
    IReadOnlyList<string> Variables { get; }

    /// <summary>The connector of that name; null when there is none.</summary>
    Connector? Find(string name) => All.FirstOrDefault(connector => connector.Name == name);
}
