using System.CommandLine;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Access;

/// <summary><c>cavra workspaces</c>: the isolated parts of this instance.</summary>
internal static class WorkspaceCommands
{
    public static Command Create(Terminal terminal) =>
        new("workspaces", "Create and list workspaces, on the machine of this instance and directly in its database.")
        {
            CreateWorkspace.Create(terminal),
            ShowWorkspaces.Create(terminal),
        };
}
