using System.CommandLine;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Recovery;

/// <summary><c>cavra recovery</c>: bring connectors back that fail.</summary>
internal static class RecoveryCommands
{
    public static Command Create(Terminal terminal) => new("recovery", "Bring connectors back that fail, and show how that goes.")
    {
        MakePlaybook.Create(terminal),
        CloseRecovery.Create(terminal),
        ShowReport.Create(terminal),
    };
}
