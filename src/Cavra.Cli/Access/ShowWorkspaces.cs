using System.CommandLine;
using Cavra.Application.Access;
using Cavra.Cli.Databases;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Access;

/// <summary><c>cavra workspaces list</c>.</summary>
internal static class ShowWorkspaces
{
    public static Command Create(Terminal terminal)
    {
        var dataDirectory = DataDirectoryOption.Create();
        var command = new Command("list", "List the workspaces of this instance.") { dataDirectory };
        command.SetAction((parsed, cancellationToken) => LocalInstance.UseAsync(
            parsed.GetRequiredValue(dataDirectory), terminal, instance => RunAsync(instance, terminal, cancellationToken), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(LocalInstance instance, Terminal terminal, CancellationToken cancellationToken)
    {
        var workspaces = await instance.SendAsync(new ListWorkspaces(), cancellationToken);
        terminal.Table(
            ["workspace", "id", "opened"],
            workspaces.Value.Select(workspace => (object?[])[workspace.Name, workspace.Id, workspace.CreatedAt]),
            "There are none.");
        return ExitCode.Fine;
    }
}
