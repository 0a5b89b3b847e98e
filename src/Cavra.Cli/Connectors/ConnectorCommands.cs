using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Connectors;

/// <summary><c>cavra connectors</c>: the configured ways out, and holding and releasing them.</summary>
internal static class ConnectorCommands
{
    public static Command Create(Terminal terminal) => new("connectors", "The configured ways out: how they stand, test, pause and resume them.")
    {
        List(terminal),
        ShowConnector.Create(terminal),
        TestConnector.Create(terminal),
        PauseConnector.Create(terminal),
        ResumeConnector.Create(terminal),
    };

    private static Command List(Terminal terminal) => ListVerb.Create(
        "list", "List the connectors, without their secrets.", terminal, WirePaths.Connectors, [],
        new ListTable<ConnectorView>(
            ["connector", "provider", "goes to", "stands", "alerts", "problem"],
            connector => [connector.Name, connector.Provider, connector.Url, connector.Standing, connector.Alerts, connector.Problem],
            "No connector is configured."));
}
