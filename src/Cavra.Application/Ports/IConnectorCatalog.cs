using Cavra.Domain.Connectors;

namespace Cavra.Application.Ports;

/// <summary>The connectors configured now. Reading it is cheap and consistent: one snapshot per reload of the file.</summary>
public interface IConnectorCatalog
{
    /// <summary>Every connector of the file in the file's order, the unusable ones included with their problem.</summary>
    IReadOnlyList<Connector> All { get; }

    /// <summary>What is wrong with the newest version of the file; empty when it was taken as it is.</summary>
    IReadOnlyList<string> Problems { get; }

    /// <summary>The connector of that name; null when there is none.</summary>
    Connector? Find(string name) => All.FirstOrDefault(connector => connector.Name == name);
}
